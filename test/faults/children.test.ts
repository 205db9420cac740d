import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { killChildren } from './child-killing.ts'
import {
  broken,
  openGraders,
  right,
  slowly,
  type Grader,
  type Graders,
  patience,
} from './graders.ts'
import { childrenIn, childrenOf, holdsWithin, kill } from './sandboxes.ts'

jest.setTimeout(patience)

let graders: Graders
let grader: Grader

beforeAll(async () => {
  graders = await openGraders()
  grader = await graders.start({ alterations: [slowly(20)] })
})
afterAll(() => graders.stop())

test('children that are killed at random moments change no verdict, and end no grader', async () => {
  if (process.platform !== 'linux') return
  const { kills, wrongs } = await killChildren(graders, grader, { kills: 15, seed: 20261122 })
  expect([kills, wrongs]).toEqual([15, []])
  expect(grader.process.exitCode).toBeNull()
  expect(await broken(graders.db)).toEqual([])
})

test('a child that is killed again and again is our fault or a crash, and nothing behind it suffers', async () => {
  if (process.platform !== 'linux') return
  const { id } = await graders.handIn()
  await graders.until(id, ({ epoch }) => epoch > 0)
  const over = new AbortController()
  const killing = (async () => {
    while (!over.signal.aborted) {
      for (const { pid } of childrenOf(grader.pid)) kill(pid)
      await sleep(20)
    }
  })()
  const { verdict } = await graders.ended(id)
  over.abort()
  await killing
  expect(['sandboxCrash', 'graderError']).toContain(verdict)
  const next = await graders.handIn()
  expect(await graders.ended(next.id)).toMatchObject({ verdict: 'passed' })
  expect(await broken(graders.db)).toEqual([])
})

test('a grader that is killed while its child is stuck leaves no process, and its folder to the next start', async () => {
  if (process.platform !== 'linux') return
  const { id } = await graders.handIn({
    source: right.replace(/\{\n/, '{\n  new Array(2 ** 32 - 1).indexOf(1)\n'),
  })
  await graders.until(id, ({ epoch }) => epoch > 0)
  const folder = childrenOf(grader.pid)[0]?.folder ?? ''
  await sleep(300)
  expect(childrenIn(folder).length).toBeGreaterThan(0)
  kill(grader.pid)
  expect(await grader.ended).toBe('SIGKILL')
  // Two seconds are promised; a machine that does much else may need longer to run anything at all.
  expect(await holdsWithin(4_000, () => childrenIn(folder).length === 0)).toBe(true)
  expect(existsSync(folder)).toBe(true)

  await graders.start()
  expect(existsSync(folder)).toBe(false)
  expect(await graders.ended(id)).toMatchObject({ verdict: 'timeLimit', epoch: 2 })
  expect(await broken(graders.db)).toEqual([])
})
