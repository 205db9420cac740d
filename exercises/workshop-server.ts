/** Talks over HTTP to the workshop of a course on an Attendant server, as one of its instructors. */
import { z } from 'zod'

const Edition = z.object({
  id: z.string(),
  hash: z.string(),
  check: z.enum(['unchecked', 'waiting', 'running', 'proved', 'problems']),
  isServed: z.boolean(),
  problems: z.array(z.string()),
  progress: z
    .object({ step: z.string(), misconceptions: z.array(z.unknown()), of: z.number() })
    .nullable(),
  proof: z.object({ problems: z.array(z.string()) }).nullable(),
})
export type Edition = z.infer<typeof Edition>

const Refusal = z.object({ error: z.object({ message: z.string() }) })

/** The server said no, or is not there; the message says what to do. */
export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal'
}

/** One exercise of a course's workshop. Methods throw ServerRefusal. */
export interface WorkshopServer {
  /** Throws where the course is not there, or not to be seen. */
  look(): Promise<void>
  upload(zip: Buffer, note: string): Promise<Edition>
  /** How it is now. */
  edition(id: string): Promise<Edition>
  askForCheck(id: string): Promise<Edition>
  publish(id: string, reason: string): Promise<Edition>
}

export interface Place {
  readonly address: string
  readonly course: string
  readonly slug: string
}

/** With an API key, or at a demonstration as its instructor. */
export async function connect(
  { address, course, slug }: Place,
  key: string | undefined,
): Promise<WorkshopServer> {
  // An empty ATTENDANT_KEY is none.
  const credentials = key ? { Authorization: `Bearer ${key}` } : await demoInstructor(address)
  const [inCourse, called] = [course, slug].map(encodeURIComponent)
  const workshop = `/api/courses/${inCourse}/workshop`

  async function call(method: string, path: string, body?: Buffer | object): Promise<unknown> {
    const isZip = Buffer.isBuffer(body)
    const response = await reach(address, workshop + path, {
      method,
      headers: {
        ...credentials,
        ...(body && { 'Content-Type': isZip ? 'application/zip' : 'application/json' }),
      },
      ...(body && { body: isZip ? new Uint8Array(body) : JSON.stringify(body) }),
    })
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok && answer !== null) return answer
    const refusal = Refusal.safeParse(answer)
    throw new ServerRefusal(
      refusal.success
        ? refusal.data.error.message
        : `${address} answered ${response.status} to ${workshop}${path}; is it an Attendant server of this version?`,
    )
  }

  const edition = async (...asked: Parameters<typeof call>) => {
    const [method, path, body] = asked
    return Edition.parse(await call(method, `/${called}${path}`, body))
  }
  const pathOf = (id: string) => `/editions/${encodeURIComponent(id)}`
  return {
    async look() {
      await call('GET', '')
    },
    upload: (zip, note) => edition('POST', `/zip?${new URLSearchParams({ note }).toString()}`, zip),
    edition: (id) => edition('GET', pathOf(id)),
    askForCheck: (id) => edition('POST', `${pathOf(id)}/check`),
    publish: (id, reason) => edition('POST', `${pathOf(id)}/publish`, { reason }),
  }
}

async function demoInstructor(address: string): Promise<Readonly<Record<string, string>>> {
  const { origin } = new URL(address)
  const response = await reach(address, '/api/session/demo', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ role: 'instructor' }),
  })
  const [cookie] = response.headers.getSetCookie()
  if (response.ok && cookie !== undefined) {
    return { Cookie: cookie.split(';', 1).join(), Origin: origin }
  }
  throw new ServerRefusal(
    `No API key, and ${address} is no demonstration. Make a key on your account page there, and set ATTENDANT_KEY to it.`,
  )
}

async function reach(address: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, address), init)
  } catch (cause) {
    throw new ServerRefusal(
      `No server answers at ${address}. Start one with npm start, or name yours with --server.`,
      { cause },
    )
  }
}
