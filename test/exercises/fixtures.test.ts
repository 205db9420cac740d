/**
 * Files as students write them, right and wrong, are graded by the whole grader. A right one passes,
 * whatever its style; the first line of a wrong one says how it ends:
 *
 *     // names: A3             the diagnosis names this misconception
 *     // verdict: badOutput    the report's verdict
 *     // finding: values       the kind of the first finding
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exerciseOf } from '../../exercises/index.ts'
import type { Exercise } from '../../exercises/exercise.ts'
import { openGrader, type GraderAtHome } from '../../grader/at-home.ts'
import type { Report } from '../../grader/report.ts'

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url))
const seeds = [3, 2718281]

let grader: GraderAtHome
beforeAll(async () => {
  grader = await openGrader()
})
afterAll(() => grader.close())

for (const slug of readdirSync(fixtures)) {
  describe(slug, () => {
    const exercise = exerciseOf(slug)
    if (!exercise) throw new Error(`test/fixtures/${slug} is not named after an exercise`)

    for (const { name, source } of filesIn(slug, 'right')) {
      test.each(seeds)(`right/${name} passes with seed %i`, async (seed) => {
        expect(summary(await gradeWith(exercise, source, seed))).toEqual({ verdict: 'passed' })
      })
    }

    const [style] = filesIn(slug, 'right')
    test('a byte order mark and Windows line ends change nothing', async () => {
      const source = `\uFEFF${style!.source.replaceAll('\n', '\r\n')}`
      expect(summary(await gradeWith(exercise, source, seeds[0]!))).toEqual({ verdict: 'passed' })
    })

    for (const { name, source } of filesIn(slug, 'wrong')) {
      const [, key, due] = /^\/\/ (names|verdict|finding): (\w+)\n/.exec(source) ?? []
      if (!key) throw new Error(`${slug}/wrong/${name} does not begin with how it ends`)
      test(`wrong/${name} ends with ${key} ${due!}`, async () => {
        const report = await gradeWith(exercise, source, seeds[0]!)
        expect(report.verdict).not.toBe('passed')
        expect(summary(report)).toMatchObject({ [key]: due })
      })
    }
  })
}

function filesIn(slug: string, kind: 'right' | 'wrong'): { name: string; source: string }[] {
  const folder = join(fixtures, slug, kind)
  return readdirSync(folder).map((name) => ({
    name,
    source: readFileSync(join(folder, name), 'utf8'),
  }))
}

function gradeWith(exercise: Exercise, source: string, seed: number): Promise<Report> {
  return grader.grade(exercise, source, { mode: 'submit', seed })
}

/** What a fixture can name, without what is absent. */
function summary({ verdict, cases, finding, firstFailure, diagnosis }: Report) {
  const first = finding ?? (firstFailure === null ? null : cases[firstFailure]!.finding)
  return {
    verdict,
    ...(first && { finding: first.kind }),
    ...(diagnosis?.misconception && { names: diagnosis.misconception.id }),
  }
}
