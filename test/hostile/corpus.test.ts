/**
 * Every file of the corpus is handed in to the whole product, by three students, with an honest
 * student right behind them. Whatever it tries, it gets the verdict of its first line, each time the
 * same, and nobody else notices.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { exerciseOf } from '../../exercises/index.ts'
import { solutionSources } from '../../exercises/files.ts'
import { ServerRefusal, type Server } from '../../grader/practice/server.ts'
import type { CaseResult } from '../../grader/report.ts'
import { altered, type Alteration } from '../alter.ts'
import { openFiles, peakBytes, processesBelow, zombiesBelow } from '../processes.ts'
import { startStack, stopStacks, type Stack } from '../stack.ts'

const folder = join(import.meta.dirname, 'corpus')
const root = resolve(import.meta.dirname, '../..')

/** None of it may reach a student: what the product keeps to itself, each with a mark of its own. */
const canary = 'CANARY-4f1b9c07d2e8a635'
/** Files that steal inputs write this before what they stole. */
const stolen = 'EXFIL:'

const mostChildBytes = 768 * 2 ** 20
const mostConsoleCharacters = 65_536
/** What loops for ever does so for half as long as in a course. */
const limitMilliseconds = 1_000
const shorter: Alteration = {
  file: 'exercises/softmax/exercise.ts',
  find: 'limits: { milliseconds: 2000,',
  replace: `limits: { milliseconds: ${limitMilliseconds},`,
}
/** The sandbox's own timeout, then the one outside of it, then room for a machine that is busy. */
const latest = (limit: number) => 2 * limit + 1_000 + 1_000
/** What is still running of a submission that has ended: its children are killed, new ones start. */
const settleMilliseconds = 10_000

const honest = solutionSources('softmax').get('loops')!
const repeats = 3
/** A trusted process may open so many more connections and pipes than after the start, and no more than once. */
const mostMoreOpen = 32
/** All of them at once, beside one another. */
const concurrency = repeats + 1

let stack: Stack
let trusted: string[]
let filesBefore: string[]
let openBefore: Map<number, number>

beforeAll(async () => {
  stack = await startStack({
    demo: false,
    environment: {
      ATTENDANT_SECRET: `${canary}-of-the-secret`,
      ATTENDANT_CANARY: canary,
      GRADER_CONCURRENCY: String(concurrency),
      ...altered([shorter]),
    },
  })
  await settled()
  trusted = trustedProcesses()
  filesBefore = sharedFiles()
  openBefore = openInTrusted()
}, 300_000)
afterAll(stopStacks)

for (const group of readdirSync(folder)) {
  describe(group, () => {
    for (const file of readdirSync(join(folder, group))) {
      const text = readFileSync(join(folder, group, file), 'utf8')
      const due = /^\/\/ expect: (\w+)$/m.exec(text)?.[1]
      const most = /^\/\/ at most: (\d+)$/m.exec(text)?.[1]
      const exercise = /^\/\/ exercise: ([\w-]+)$/m.exec(text)?.[1] ?? 'softmax'
      test(`${file} ends as ${due}, three times, and nobody else notices`, async () => {
        // New ones each time: how much one may hand in within a minute is limited.
        const [honestStudent, ...hostileStudents] = await stack.students(1 + repeats)
        const watch = watchMemory()
        const ids = await Promise.all(
          hostileStudents.map((student) => handIn(student, exercise, expanded(text))),
        )
        const behind = await handIn(honestStudent!, 'softmax', honest)
        const ended = await Promise.all(ids.map(endOf))
        const innocent = await endOf(behind)
        const childBytes = watch.stop()

        expect(ended.map(({ verdict }) => verdict)).toEqual(ids.map(() => due))
        expect(innocent).toMatchObject({ verdict: 'passed', claims: 1 })
        expect(childBytes).toBeLessThanOrEqual(mostChildBytes)
        // A process that is just being started looks like the one that starts it: so there may be more.
        expect(trustedProcesses()).toEqual(expect.arrayContaining(trusted))
        const limit =
          exercise === 'softmax' ? limitMilliseconds : exerciseOf(exercise)!.limits.milliseconds
        for (const one of ended) {
          expect(one.claims).toBeLessThanOrEqual(1)
          if (most !== undefined) expect(one.points).toBeLessThanOrEqual(Number(most))
          for (const aCase of one.cases) {
            expect(aCase.milliseconds).toBeLessThanOrEqual(latest(limit))
            expect(aCase.console.length).toBeLessThanOrEqual(mostConsoleCharacters)
            if (aCase.disclosure !== 'full') expect(JSON.stringify(aCase)).not.toContain(stolen)
          }
          for (const secret of [canary, root, stack.folder, stack.databaseUrl]) {
            expect(one.shown).not.toContain(secret)
          }
        }
      })
    }

    test('nothing of it is left over: no process, no file, nothing open', async () => {
      await settled()
      expect(sharedFiles()).toEqual(filesBefore)
      expect(zombiesBelow(stack.pid)).toBe(0)
      for (const [pid, open] of openInTrusted()) {
        expect(open - (openBefore.get(pid) ?? 0)).toBeLessThanOrEqual(mostMoreOpen)
      }
    })
  })
}

/** A comment such as `/* repeat 3: ab *\/` stands for what it holds, so many times: for files too large to keep. */
function expanded(text: string): string {
  return text.replace(/\/\* repeat (\d+): (.*?) \*\//gs, (_, count: string, what: string) =>
    what.replaceAll('\\n', '\n').repeat(Number(count)),
  )
}

/** The id of the submission; null when the server refused it. */
async function handIn(student: Server, exercise: string, source: string): Promise<Handed> {
  try {
    return { student, id: await student.submit(exercise, source, undefined) }
  } catch (error) {
    if (!(error instanceof ServerRefusal)) throw error
    return { student, refusal: error.message }
  }
}

type Handed =
  | { readonly student: Server; readonly id: string }
  | { readonly student: Server; readonly refusal: string }

interface End {
  readonly verdict: string
  readonly claims: number
  readonly points: number
  /** As the student sees them. */
  readonly cases: readonly CaseResult[]
  /** Everything that the student was told, as text. */
  readonly shown: string
}

async function endOf(handed: Handed): Promise<End> {
  if ('refusal' in handed) {
    return { verdict: 'refused', claims: 0, points: 0, cases: [], shown: handed.refusal }
  }
  const { student, id } = handed
  const events = []
  for await (const event of student.follow(id)) events.push(event)
  const { verdict, epoch, points } = await stack.db.submission.findUniqueOrThrow({
    where: { id },
    select: { verdict: true, epoch: true, points: true },
  })
  const { report, hints } = await student.resultOf(id, 'en')
  return {
    verdict: verdict ?? 'none',
    claims: epoch,
    points: points ?? 0,
    cases: report?.cases ?? [],
    shown: JSON.stringify({ events, report, hints }),
  }
}

/** The most that any child of the sandbox holds from now on. */
function watchMemory(): { stop(): number } {
  let most = 0
  const look = () => {
    for (const { pid } of sandboxChildren()) most = Math.max(most, peakBytes(pid))
  }
  const timer = setInterval(look, 50)
  return {
    stop() {
      clearInterval(timer)
      look()
      return most
    },
  }
}

function sandboxChildren() {
  return processesBelow(stack.pid).filter(({ command }) => command.includes('child.cjs'))
}

/** With their numbers: a process that was started again is another one. */
function trustedProcesses(): string[] {
  return processesBelow(stack.pid)
    .filter(({ command }) => /(supervisor|main|worker)\.ts/.test(command))
    .filter(({ command }) => !command.includes('child.cjs'))
    .map(({ pid, command }) => `${pid} ${command.slice(command.lastIndexOf('/') + 1)}`)
    .sort()
}

/** How many files, sockets and pipes each of them holds. */
function openInTrusted(): Map<number, number> {
  return new Map(
    trustedProcesses().map((one) => [Number.parseInt(one), openFiles(Number.parseInt(one))]),
  )
}

/** Waits until only children that wait for work are left. */
async function settled(): Promise<void> {
  const until = performance.now() + settleMilliseconds
  const isQuiet = () => {
    const ready = sandboxChildren().filter(({ command }) => command.startsWith(process.execPath))
    return ready.length === concurrency + 1
  }
  while (!isQuiet() && performance.now() < until) await pause(100)
  if (!isQuiet()) {
    const commands = sandboxChildren().map(({ command }) => command.slice(0, 80))
    throw new Error(`not only waiting children are left:\n${commands.join('\n')}`)
  }
}

/** What others on this machine could find: shared memory, and the product's own data but for its logs. */
function sharedFiles(): string[] {
  const shared = readdirSync('/dev/shm').filter((name) => !name.startsWith('PostgreSQL.'))
  const data = readdirSync(stack.folder, { recursive: true, encoding: 'utf8' })
  return [...shared, ...data.filter((name) => !name.startsWith('logs'))].sort()
}
