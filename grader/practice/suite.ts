/** An exercise's shown cases as Jest tests of a student's own file. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { exerciseOf } from '../../exercises/index.ts'
import { openGrader, type GraderAtHome } from '../at-home.ts'
import './matchers.ts'

/**
 * Declares one test per shown case. Each grades `file` in the sandbox, as the server does, so that
 * what is green here is graded the same there. Throws when the course has no such exercise.
 */
export function practise(slug: string, file: string): void {
  const exercise = exerciseOf(slug)
  if (!exercise) throw new Error(`there is no exercise "${slug}"; delete this file`)

  describe(exercise.title, () => {
    let grader: GraderAtHome
    beforeAll(async () => {
      grader = await openGrader()
    })
    afterAll(() => grader.close())

    for (const { name, disclosure } of exercise.cases) {
      if (disclosure !== 'full') continue
      test(name, async () => {
        const source = await readFile(file, 'utf8')
        const report = await grader.grade(exercise, source, { mode: 'run', only: name })
        expect(report).toBePassed()
      })
    }
  })
}
