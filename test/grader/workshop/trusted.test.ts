import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { exerciseOf } from '../../../exercises/index.ts'
import type { Exercise } from '../../../exercises/exercise.ts'
import { workingsOf } from '../../../exercises/workings.ts'
import { openTrusted } from '../../../grader/workshop/trusted.ts'
import { startEngine, type Engine } from '../../../reference/engine/engine.ts'
import { filesOf } from './folder.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine('wasm')
}, 60_000)
afterAll(() => {
  engine.close()
})

test('a trusted edition runs on the reference engine, with the values of ours, and leaves nothing behind', async () => {
  const ours = exerciseOf('attention') as Exercise
  const trusted = await openTrusted('attention', filesOf('attention'))
  // Another object: not our own files were loaded.
  expect(trusted.cases === ours.cases).toBe(false)
  for (const { name } of ours.cases) {
    const [inputs = {}] = await workingsOf(trusted).runsOf(name, 20261122)
    const value = await engine.evaluate(trusted.reference, trusted.signature, inputs)
    expect(value).toEqual(await engine.evaluate(ours.reference, ours.signature, inputs))
  }
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('attendant-trusted-'))).toEqual([])
}, 60_000)

test('one that exports another exercise is not taken for this one', async () => {
  const before = filesOf('masks')
  await expect(openTrusted('masks', filesOf('attention'))).rejects.toThrow(
    'the edition of "masks" exports no exercise of that name',
  )
  // What has the name of an exercise of ours does not reach our files.
  expect(filesOf('masks')).toEqual(before)
})
