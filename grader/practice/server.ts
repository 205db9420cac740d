/** Talks to an Attendant server over HTTP, as a student does. */
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { z } from 'zod'
import { ProgressEvent, Report } from '../report.ts'

const Accepted = z.object({ id: z.string() })
const Submission = z.object({ report: Report.nullable() })
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
  reportOf(id: string): Promise<Report | null>
}

/** A client of the server at `address`, signed in with an API key. Methods throw ServerRefusal. */
export function connect(address: string, key: string): Server {
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${key}`)
    const response = await fetch(new URL(path, address), { ...init, headers }).catch(
      (cause: unknown) => {
        throw new ServerRefusal(
          `No server answers at ${address}. Start one with npm start, or set ATTENDANT_URL.`,
          { cause },
        )
      },
    )
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
    async reportOf(id) {
      const response = await call(`/api/submissions/${id}`)
      return Submission.parse(await response.json()).report
    },
  }
}
