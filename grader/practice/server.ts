/** Talks to an Attendant server over HTTP, as a student does. */
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { z } from 'zod'
import type { Language } from '../explain/words.ts'
import { ProgressEvent, Report } from '../report.ts'

const Accepted = z.object({ id: z.string() })
const Hints = z.object({ shown: z.array(z.string()), total: z.number() })
type Hints = z.infer<typeof Hints>
const Submission = z.object({ report: Report.nullable(), hints: Hints.nullable() })
const OpenExercise = z.object({
  givenAs: z.array(z.object({ assignment: z.string(), course: z.object({ title: z.string() }) })),
})
const Refusal = z.object({ error: z.object({ message: z.string() }) })

/** The server said no, or is not there; the message says what to do. */
export class ServerRefusal extends Error {
  override name = 'ServerRefusal'
}

export interface Server {
  /** The assignments that the course gives of this exercise. */
  assignmentsOf(exercise: string): Promise<{ assignment: string; course: { title: string } }[]>
  /** Hands a source in; the submission's id. */
  submit(exercise: string, source: string, assignment: string | undefined): Promise<string>
  /** The events of a submission until its verdict; takes a lost connection up again where it broke. */
  follow(id: string): AsyncGenerator<ProgressEvent>
  /** The report, and the hints that are unlocked; null where there is nothing to hint at. */
  resultOf(id: string, language: Language): Promise<{ report: Report | null; hints: Hints | null }>
  /** Unlocks the hints up to a rung, for good. */
  unlockHints(id: string, rung: number, language: Language): Promise<Hints>
}

/** The headers that say who asks. */
export type Credentials = Readonly<Record<string, string>>

export function apiKey(key: string): Credentials {
  return { Authorization: `Bearer ${key}` }
}

/** Signs in as the student of a demonstration. Null where the server is none. */
export async function demoStudent(address: string): Promise<Credentials | null> {
  const { origin } = new URL(address)
  const response = await reach(address, '/api/session/demo', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ role: 'student' }),
  })
  const [cookie] = response.headers.getSetCookie()
  return response.ok && cookie !== undefined
    ? { Cookie: cookie.split(';', 1).join(), Origin: origin }
    : null
}

async function reach(address: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, address), init)
  } catch (cause) {
    throw new ServerRefusal(
      `No server answers at ${address}. Start one with npm start, or set ATTENDANT_URL.`,
      { cause },
    )
  }
}

/** A client of the server at `address`. Methods throw ServerRefusal. */
export function connect(address: string, credentials: Credentials): Server {
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...(init.headers as Record<string, string> | undefined), ...credentials }
    const response = await reach(address, path, { ...init, headers })
    if (response.ok) return response
    const refusal = Refusal.safeParse(await response.json().catch(() => null))
    throw new ServerRefusal(
      refusal.success
        ? refusal.data.error.message
        : `${address} answered ${response.status} to ${path}; is it an Attendant server?`,
    )
  }

  return {
    async assignmentsOf(exercise) {
      const response = await call(`/api/exercises/${encodeURIComponent(exercise)}`)
      return OpenExercise.parse(await response.json()).givenAs
    },
    async submit(exercise, source, assignment) {
      const response = await call('/api/submissions', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        body: JSON.stringify({ exercise, source, ...(assignment && { assignment }) }),
      })
      return Accepted.parse(await response.json()).id
    },
    async *follow(id) {
      let lastEventId = ''
      for (;;) {
        const response = await call(`/api/submissions/${id}/events`, {
          headers: lastEventId ? { 'Last-Event-ID': lastEventId } : {},
        })
        if (!response.body) return
        const events = response.body
          .pipeThrough(new TextDecoderStream())
          .pipeThrough(new EventSourceParserStream())
        for await (const { id: eventId, data } of events) {
          if (eventId) lastEventId = eventId
          const event = ProgressEvent.parse(JSON.parse(data))
          yield event
          if (event.kind === 'verdict' || event.kind === 'superseded') return
        }
      }
    },
    async resultOf(id, language) {
      const response = await call(`/api/submissions/${id}?language=${language}`)
      return Submission.parse(await response.json())
    },
    async unlockHints(id, rung, language) {
      const response = await call(`/api/submissions/${id}/hints?language=${language}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ rung }),
      })
      return Hints.parse(await response.json())
    },
  }
}
