import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { solutionSources } from '../../../exercises/files.ts'
import type { Server } from '../../../grader/practice/server.ts'
import { openFiles, residentBytes, roleBelow, zombiesBelow } from '../../processes.ts'
import { startFilledStack } from '../filled-stack.ts'
import { slope } from '../measuring.ts'
import type { Options, Report, Result } from './result.ts'

export const what = 'thousands of submissions, one in five of them hostile'

const corpus = join(import.meta.dirname, '../../hostile/corpus')
const good = solutionSources('softmax').get('tensor')!
const atOnce = 8
const roles = ['server/supervisor.ts', 'server/main.ts', 'grader/worker.ts', 'reference/worker.ts']

interface File {
  readonly name: string
  readonly source: string
  readonly due: string
}

export async function run(report: Report, { count = 20_000 }: Options): Promise<readonly Result[]> {
  const hostile = hostileFiles()
  const stack = await startFilledStack(report, { demo: false })
  try {
    // So many that nobody's limit of files a minute is reached.
    const students = await stack.students(80)
    const pids = roles.map((role) => roleBelow(stack.pid, role))
    const grown: { x: number; y: number }[][] = pids.map(() => [])
    const files: number[][] = pids.map(() => [])
    let zombies = 0
    let done = 0
    let handed = 0
    const others: string[] = []
    const look = async () => {
      zombies = Math.max(zombies, await lastingZombies(stack.pid))
      pids.forEach((pid, at) => {
        grown[at]!.push({ x: done / 1000, y: residentBytes(pid) / 2 ** 20 })
        files[at]!.push(openFiles(pid))
      })
      report(`${done} done; ${grown.map((points) => points.at(-1)!.y.toFixed(0)).join(', ')} MB`)
    }
    const each = Math.max(1, Math.round(count / 40))
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (handed < count) {
          const number = handed++
          const file =
            number % 5 === 0 && hostile.length > 0
              ? hostile[(number / 5) % hostile.length]!
              : { name: 'a good file', source: good, due: 'passed' }
          const verdict = await verdictOf(students[number % students.length]!, file.source)
          if (verdict !== file.due) others.push(`${file.name}: ${verdict}, not ${file.due}`)
          done += 1
          if (done % each === 0) await look()
        }
      }),
    )
    for (const other of new Set(others)) report(other)
    // What is learnt and kept at the beginning is no leak.
    const settled = grown.map((points) => points.slice(Math.floor(points.length / 4)))
    const slopes = settled.map(slope)
    const changes = files.map((counts) => counts.at(-1)! - counts[Math.floor(counts.length / 4)]!)
    const same = pids.every((pid, at) => pid === roleBelow(stack.pid, roles[at]!))
    return [
      {
        name: 'soak, verdicts',
        what: `${done} submissions, one in five hostile (${hostile.length} different)`,
        wanted: 'each its verdict; all processes of ours live',
        measured: `${others.length} other verdicts; ${same ? 'all live' : 'some were started again'}`,
        held: others.length === 0 && same,
      },
      {
        name: 'soak, memory',
        what: roles.map(nameOf).join(', '),
        wanted: 'less than 1 MB more for each 1,000',
        measured: `${slopes.map((one) => one.toFixed(2)).join(', ')} MB for each 1,000`,
        held: slopes.every((one) => one < 1),
      },
      {
        name: 'soak, left over',
        what: 'processes that ended and files that are open',
        wanted: 'no zombie, and as many files as before, but for 10',
        measured: `${zombies} zombies; files ${changes.join(', ')}`,
        held: zombies === 0 && changes.every((change) => change <= 10),
      },
    ]
  } finally {
    await stack.stop()
  }
}

/** Those of the corpus that are about softmax. */
function hostileFiles(): File[] {
  return readdirSync(corpus).flatMap((group) =>
    readdirSync(join(corpus, group)).flatMap((file) => {
      const text = readFileSync(join(corpus, group, file), 'utf8')
      const due = /^\/\/ expect: (\w+)$/m.exec(text)?.[1]
      if (due === undefined || due === 'refused' || /^\/\/ exercise: /m.test(text)) return []
      return [{ name: `${group}/${file}`, due, source: expanded(text) }]
    }),
  )
}

/** A comment such as `/* repeat 3: ab *\/` stands for what it holds, so many times. */
function expanded(text: string): string {
  return text.replace(/\/\* repeat (\d+): (.*?) \*\//gs, (_, times: string, what: string) =>
    what.replaceAll('\\n', '\n').repeat(Number(times)),
  )
}

async function verdictOf(student: Server, source: string): Promise<string> {
  for await (const event of student.follow(await student.submit('softmax', source, undefined))) {
    if (event.kind === 'verdict') return event.verdict
    if (event.kind === 'superseded') return 'superseded'
  }
  return 'none'
}

/** One that has only just ended is waited for in a moment. */
async function lastingZombies(pid: number): Promise<number> {
  for (let look = 0; look < 20; look += 1) {
    if (zombiesBelow(pid) === 0) return 0
    await pause(100)
  }
  return zombiesBelow(pid)
}

function nameOf(role: string): string {
  return role === 'server/main.ts' ? 'server' : role.replace(/^server\//, '').replace(/[/.].*/, '')
}
