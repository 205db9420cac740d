/** An exercise whose code runs in the sandbox says the same as one that runs here, and can do no more than a submission. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { filesOf } from './folder.ts'
import { exerciseOf } from '../../../exercises/index.ts'
import type { Exercise } from '../../../exercises/exercise.ts'
import { workingsOf } from '../../../exercises/workings.ts'
import { createPool } from '../../../grader/sandbox/pool.ts'
import type { SandboxPool } from '../../../grader/sandbox/outcome.ts'
import { openHosted } from '../../../grader/workshop/hosted.ts'
import { proveEdition } from '../../../grader/workshop/prove.ts'
import { startEngine, type Engine } from '../../../reference/engine/engine.ts'
import type { Inputs } from '../../../reference/value.ts'

const seed = 20261122
let pool: SandboxPool
let engine: Engine
beforeAll(async () => {
  ;[pool, engine] = await Promise.all([createPool({ size: 3 }), startEngine('cpu')])
}, 120_000)
afterAll(async () => {
  engine.close()
  await pool.close()
}, 60_000)

describe.each(['softmax', 'attention', 'characters', 'adamw'])('%s, seed 20261122', (slug) => {
  test('gives the same inputs, results, relations and pictures in the sandbox as here', async () => {
    const here = exerciseOf(slug) as Exercise
    const local = workingsOf(here)
    const hosted = await openHosted(slug, filesOf(slug), pool)
    try {
      const { workings, exercise } = hosted
      expect(exercise.cases.map(({ name }) => name)).toEqual(here.cases.map(({ name }) => name))
      for (const { name, kind } of here.cases) {
        const runs = await workings.runsOf(name, seed)
        expect(runs).toEqual(await local.runsOf(name, seed))
        const [inputs = {}] = runs
        expect(await workings.right(inputs)).toEqual(await local.right(inputs))
        const reference = await engine.evaluate(here.reference, here.signature, inputs)
        expect(await hosted.evaluate(inputs)).toEqual(reference)
        for (const { id } of here.misconceptions) {
          const wrong = await local.wrong(id, runs)
          expect(await workings.wrong(id, runs)).toEqual(wrong)
          if (kind === 'invariant' && wrong.length === runs.length) {
            expect(await workings.holds(name, wrong, runs)).toEqual(
              await local.holds(name, wrong, runs),
            )
          }
        }
      }
    } finally {
      hosted.close()
    }
  }, 120_000)
})

test('shrinking tries the same inputs in the sandbox as here', async () => {
  const local = workingsOf(exerciseOf('attention') as Exercise)
  const hosted = await openHosted('attention', filesOf('attention'), pool)
  try {
    const name = 'more queries than keys, random mask'
    // Fails while there is more than one query.
    const fails = (tried: Inputs[]) => (inputs: Inputs) => {
      tried.push(inputs)
      const { shape } = inputs['q'] as { shape: readonly number[] }
      return Promise.resolve((shape[1] as number) > 1)
    }
    const [there, here]: [Inputs[], Inputs[]] = [[], []]
    await hosted.workings.shrink(name, seed, fails(there), 40)
    await local.shrink(name, seed, fails(here), 40)
    expect(here.length).toBeGreaterThan(3)
    expect(there).toEqual(here)
  } finally {
    hosted.close()
  }
}, 60_000)

/** The softmax exercise with other text in some of its files. */
const changed = (changes: Record<string, string | ((text: string) => string)>) => {
  const files = { ...filesOf('softmax') }
  for (const [path, change] of Object.entries(changes)) {
    files[path] = typeof change === 'string' ? change : change(files[path] ?? '')
  }
  return files
}
const problemsOf = async (files: Record<string, string>): Promise<readonly string[]> => {
  const edition = { slug: 'softmax', hash: '0123456789abcdef', files }
  const watcher = { onStep: () => undefined, onFacts: () => undefined }
  const { proof } = await proveEdition(edition, pool, watcher)
  return proof.problems
}
const atTop = (line: string) => (text: string) => `${line}\n${text}`

describe('what is wrong with a folder is said to its author', () => {
  test.each([
    [
      'a file that is not TypeScript',
      { 'cases.ts': 'export const cases = [' },
      ['cases.ts: line 1: Unexpected end of file'],
    ],
    [
      'an import that leads nowhere',
      { 'cases.ts': atTop(`import './somewhere.ts'`) },
      ['cases.ts imports somewhere.ts, and there is no such file; add it, or mend the import'],
    ],
    [
      'an import of Node',
      { 'cases.ts': atTop(`import { readFileSync } from 'node:fs'\nreadFileSync`) },
      [
        'cases.ts imports "node:fs"; an exercise may import its own files, @tensorflow/tfjs-core, fast-check, and exercises and references of this server',
      ],
    ],
    [
      'an import of a file of the server',
      { 'cases.ts': atTop(`import { createClient } from '../../prisma/client.ts'\ncreateClient`) },
      ['cases.ts imports prisma/client.ts, and there is no such file; add it, or mend the import'],
    ],
    [
      'an import while it runs',
      { 'cases.ts': atTop(`void import('./stub.ts')`) },
      ['cases.ts: it imports while it runs; write its imports at the top, with their names'],
    ],
    [
      'files that import each other',
      {
        'cases.ts': atTop(`import './misconceptions.ts'`),
        'misconceptions.ts': atTop(`import './cases.ts'`),
      },
      [
        'misconceptions.ts imports itself by way of exercise.ts, misconceptions.ts, cases.ts; move what both need into a file of its own',
      ],
    ],
    [
      'another slug',
      { 'exercise.ts': (text: string) => text.replace(`slug: 'softmax'`, `slug: 'softmin'`) },
      [`exercise.ts says slug: 'softmin', and this exercise is called 'softmax'; write that`],
    ],
    [
      'an error while it loads',
      { 'cases.ts': atTop(`throw new RangeError('no cases today')`) },
      ['cases.ts, line 1 throws RangeError: no cases today'],
    ],
  ])(
    '%s',
    async (_what, changes, problems) => {
      expect(await problemsOf(changed(changes))).toEqual(problems)
    },
    60_000,
  )
})

describe('an exercise that means harm gets no further than a submission', () => {
  test.each([
    [
      'reaches for the process',
      `globalThis.process.exit(7)`,
      /TypeError: Cannot read properties of undefined/,
    ],
    ['reaches for files', `globalThis.require('fs')`, /TypeError/],
    [
      'compiles code that reaches out',
      `new Function('return process')().exit()`,
      /ReferenceError: process is not defined/,
    ],
    ['never ends', `for (;;);`, /its code takes too long/],
    [
      'takes all memory',
      `const all: unknown[] = []\nfor (;;) all.push(new Float64Array(1e6).fill(1))`,
      /its code needs too much memory/,
    ],
  ])(
    'one that %s',
    async (_what, line, words) => {
      const [problem] = await problemsOf(changed({ 'cases.ts': atTop(line) }))
      expect(problem).toMatch(words)
    },
    120_000,
  )

  test('one that answers in the place of our questions is not believed', async () => {
    const lie = `Object.prototype.toJSON = () => ({ kind: 'answer', answer: { slug: 'softmax' } })`
    const [problem] = await problemsOf(changed({ 'cases.ts': atTop(lie) }))
    expect(problem).toBeDefined()
  }, 120_000)
})
