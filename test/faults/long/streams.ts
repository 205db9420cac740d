import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { solutionSources } from '../../../exercises/files.ts'
import { newApiKey } from '../../../server/api-keys.ts'
import { openFiles, residentBytes, roleBelow } from '../../processes.ts'
import type { Stack } from '../../stack.ts'
import { startFilledStack } from '../filled-stack.ts'
import { megabytes, percentile } from '../measuring.ts'
import type { Options, Report, Result } from './result.ts'

export const what = 'hundreds of followers that read nothing, and thousands that come and go'

const source = solutionSources('softmax').get('tensor')!
const streamsPerUser = 12
const stuckMilliseconds = 60_000
const churnMilliseconds = 30_000
const churnPerSecond = 1_000
/** V8 collects what is dead when it has grown to some hundred megabytes, so that has to come about. */
const collectedWithin = 120_000

interface Student {
  readonly key: string
  readonly submission: string
}

/** `count`: how many read nothing. */
export async function run(report: Report, { count = 500 }: Options): Promise<readonly Result[]> {
  const stack = await startFilledStack(report, { demo: false })
  try {
    const server = roleBelow(stack.pid, 'server/main.ts')
    await stack.db.pause.create({ data: { lane: 'all', reason: 'So that everybody waits' } })
    const students = await handIn(stack, Math.ceil(count / streamsPerUser))
    const idle = await answerTimes(stack, 100)
    const [bytes, files] = [residentBytes(server), openFiles(server)]

    const stuck: Socket[] = []
    while (stuck.length < count) {
      // More keys at once from one address would be taken for guesses.
      for (let more = Math.min(100, count - stuck.length); more > 0; more -= 1) {
        stuck.push(follow(stack, students[stuck.length % students.length]!))
      }
      while ((await openStreams(stack)) < stuck.length) await pause(100)
    }
    report(`${count} follow and read nothing`)
    const full = residentBytes(server)
    await pause(stuckMilliseconds)
    const [after, busy] = [residentBytes(server), await answerTimes(stack, 100)]
    for (const socket of stuck) socket.destroy()
    while ((await openStreams(stack)) > 0) await pause(100)

    report('others come and go')
    const heap = await heapBytes(stack)
    const comers = await comeAndGo(stack, students, churnMilliseconds)
    const left = await heapAfterCollecting(stack, students, heap + 50 * 2 ** 20)
    while ((await openStreams(stack)) > 0) await pause(100)
    await pause(5_000)
    const endFiles = openFiles(server)

    report(`${comers} came and went; all are graded, followed with a break after each event`)
    await stack.db.pause.deleteMany()
    const wrong = (await Promise.all(students.map((one) => followWithBreaks(stack, one)))).flat()
    for (const one of wrong) report(one)
    return [
      {
        name: 'streams, stuck',
        what: `${count} followers that read nothing, for ${stuckMilliseconds / 1000} s`,
        wanted: 'memory of the server at most 50 MB above that with all of them open',
        measured: `${megabytes(full - bytes)} for opening them, then ${megabytes(after - full)}`,
        held: after - full <= 50 * 2 ** 20,
      },
      {
        name: 'streams, others',
        what: 'how long others wait for an answer meanwhile',
        wanted: 'p95 below 1 s',
        measured: `p95 ${idle.toFixed(0)} ms without, ${busy.toFixed(0)} ms with them`,
        held: busy < 1_000,
      },
      {
        name: 'streams, coming and going',
        what: `${comers} followers that leave at once, in ${churnMilliseconds / 1000} s`,
        wanted: 'at most 50 MB more in use than before; no more than 10 files left open',
        measured: `${megabytes(left - heap)}; ${endFiles - files} files`,
        held: left - heap <= 50 * 2 ** 20 && endFiles - files <= 10,
      },
      {
        name: 'streams, breaks',
        what: `${students.length} followers that reconnect after each event`,
        wanted: 'each event once, in order; the verdict as one that asks sees it',
        measured: `${wrong.length} wrong`,
        held: wrong.length === 0,
      },
    ]
  } finally {
    await stack.stop()
  }
}

async function handIn({ db, address }: Stack, count: number): Promise<Student[]> {
  return await Promise.all(
    Array.from({ length: count }, async () => {
      const { key, start, hash } = newApiKey()
      const email = `${crypto.randomUUID()}@bench.invalid`
      const apiKeys = { create: { name: 'bench', start, hash } }
      await db.user.create({ data: { name: 'A student', email, apiKeys } })
      const response = await fetch(`${address}/api/submissions`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ exercise: 'softmax', source }),
      })
      return { key, submission: ((await response.json()) as { id: string }).id }
    }),
  )
}

/** A connection that asks for events and reads nothing. */
function follow({ address }: Stack, { key, submission }: Student): Socket {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  // It is ours to break.
  socket.on('error', () => undefined)
  socket.write(
    `GET /api/submissions/${submission}/events HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\n\r\n`,
  )
  return socket.pause()
}

/** So many a second as this machine manages; how many it were. */
async function comeAndGo(
  stack: Stack,
  students: readonly Student[],
  milliseconds: number,
): Promise<number> {
  const end = performance.now() + milliseconds
  const tenth = churnPerSecond / 10
  let comers = 0
  while (performance.now() < end) {
    const round = Array.from({ length: tenth }, async () => {
      const socket = follow(stack, students[comers++ % students.length]!)
      await once(socket, 'connect').catch(() => undefined)
      await pause(Math.random() * 50)
      socket.destroy()
    })
    await Promise.all([...round, pause(100)])
  }
  return comers
}

/** The least that was in use while some more came and went: as soon as it is no more than `enough`, or at the end. */
async function heapAfterCollecting(
  stack: Stack,
  students: readonly Student[],
  enough: number,
): Promise<number> {
  const end = performance.now() + collectedWithin
  let least = Infinity
  while (least > enough && performance.now() < end) {
    await comeAndGo(stack, students, 1_000)
    least = Math.min(least, await heapBytes(stack))
  }
  return least
}

/** Reads one event at a time, on a connection of its own; says what was wrong. */
async function followWithBreaks(stack: Stack, one: Student): Promise<string[]> {
  const headers = { Authorization: `Bearer ${one.key}` }
  const at = `${stack.address}/api/submissions/${one.submission}`
  const seen: number[] = []
  let verdict: string | undefined
  while (verdict === undefined) {
    const response = await fetch(`${at}/events`, {
      headers: { ...headers, 'Last-Event-ID': String(seen.at(-1) ?? '') },
    })
    // Too often in a minute, as anybody is told who reconnects without a pause.
    if (response.status === 429) await pause(5_000)
    if (!response.ok || !response.body) continue
    const events = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream())
    for await (const { id, event, data } of events) {
      if (id === undefined) continue
      seen.push(Number(id))
      if (event === 'verdict') verdict = (JSON.parse(data) as { verdict: string }).verdict
      break
    }
  }
  const asked = (await (await fetch(at, { headers })).json()) as { verdict: unknown }
  const inOrder = seen.every((sequence, position) => sequence === position + 1)
  return [
    ...(inOrder ? [] : [`${one.submission}: events ${seen.join(' ')}`]),
    ...(asked.verdict === verdict ? [] : [`${one.submission}: ${verdict} was told`]),
  ]
}

const openStreams = (stack: Stack) => metric(stack, 'attendant_event_streams')
const heapBytes = (stack: Stack) => metric(stack, 'nodejs_heap_size_used_bytes')

async function metric({ address }: Stack, name: string): Promise<number> {
  const metrics = await (await fetch(`${address}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1])
}

/** The 95th percentile of so many questions that need the database, in milliseconds. */
async function answerTimes({ address }: Stack, count: number): Promise<number> {
  const milliseconds: number[] = []
  for (let asked = 0; asked < count; asked += 1) {
    const started = performance.now()
    await (await fetch(`${address}/healthz`)).text()
    milliseconds.push(performance.now() - started)
  }
  return percentile(milliseconds, 0.95)
}
