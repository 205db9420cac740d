/** How the page asks the server: JSON there and back, and one kind of error. */
import type { ErrorBody } from '../api/error.ts'
import { currentLanguage } from './language.ts'
import { learnServerTime } from './server-time.ts'

/** An answer that is not a success, or none at all (`offline`). The message is the server's, for people. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  readonly code: string
  readonly details: unknown

  constructor(status: number, { code, message, details }: ErrorBody['error']) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}

/** No answer at all, or what the server and proxies in front of it say when it cannot answer for the moment. */
const offline = [0, 502, 503, 504]

/** Whether the server could not be reached, or cannot answer for the moment. */
export function isOffline(error: unknown): boolean {
  return error instanceof Refused && offline.includes(error.status)
}

/** Throws Refused. `Answer` is what the contract of that address says (Wire<…> of its type in server/api). */
export async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return await ask<Answer>('GET', path, undefined, signal ? { signal } : {})
}

/**
 * Sends JSON, or a file as it is. An address that answers with nothing gives undefined. `keepalive` lets a small request
 * outlive the page. Throws Refused.
 */
export async function send<Answer>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  init: { headers?: Record<string, string>; keepalive?: boolean } = {},
): Promise<Answer> {
  return await ask<Answer>(method, path, body, init)
}

async function ask<Answer>(
  method: string,
  path: string,
  body: unknown,
  { headers, signal, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
): Promise<Answer> {
  const askedAt = Date.now()
  const response = await fetch(path, {
    ...init,
    method,
    headers: {
      'Accept-Language': currentLanguage(),
      ...(body !== undefined && {
        'Content-Type': body instanceof Blob ? body.type : 'application/json',
      }),
      ...headers,
    },
    ...(body !== undefined && { body: body instanceof Blob ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new Refused(0, { code: 'offline', message: 'The server cannot be reached.' })
  })
  learnServerTime(response.headers.get('Date'), askedAt)
  const text = await response.text()
  if (!response.ok) throw new Refused(response.status, errorIn(text, response.status))
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

/** A proxy in between may answer with something else than our JSON. */
function errorIn(text: string, status: number): ErrorBody['error'] {
  try {
    return (JSON.parse(text) as ErrorBody).error
  } catch {
    return { code: 'unknown', message: `The server answered ${status} without a reason.` }
  }
}
