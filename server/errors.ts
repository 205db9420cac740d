/** How a request that cannot be answered is refused: one error class, one shape of body, one middleware. */
import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { ErrorBody } from './api/error.ts'
import { loggedPath } from './logged-path.ts'

interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly details?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Ends a request with this answer, wherever it is thrown. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

/** For addresses that lead nowhere, and for things that exist but are not this user's to see. */
export function notFound(what: string): HttpError {
  return new HttpError({ status: 404, code: 'notFound', message: what })
}

/** The last route: nothing else answered. */
export const unknownRoute: RequestHandler = (req) => {
  throw notFound(
    `There is nothing at ${req.method} ${req.path}; /api/openapi.json lists what there is.`,
  )
}

/** The one error middleware. What is not the client's fault is logged under an id, and only the id is told. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const refusal =
      refusalOf(error) ?? unexpected(error, log, `${req.method} ${loggedPath(req.path)}`)
    if (res.headersSent) {
      next(error)
      return
    }
    const { status, code, message, details, headers } = refusal
    res
      .status(status)
      .set(headers ?? {})
      .json({ error: { code, message, details } } satisfies ErrorBody)
  }
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof HttpError) return error.refusal
  if (error instanceof z.ZodError) return invalidRequest(error)
  if (isDatabaseUnreachable(error)) return databaseUnreachable
  if (databaseCodes(error).some((code) => code === '22021' || code === '22P05')) return holdsNul
  return parserRefusal(error)
}

function invalidRequest(error: z.ZodError): Refusal {
  const details = error.issues.map((issue) => ({
    field: issue.path.join('.'),
    message: issue.message,
  }))
  const listed = details.map(({ field, message }) => (field ? `${field}: ${message}` : message))
  return {
    status: 400,
    code: 'invalidRequest',
    message: `The request does not fit: ${listed.join('; ')}. Correct it and send it again.`,
    details,
  }
}

/** What was acknowledged is in the database already, so waiting loses nothing. */
export const databaseUnreachable: Refusal = {
  status: 503,
  code: 'databaseUnavailable',
  message:
    'The database cannot be reached at the moment. Everything that was accepted is safe; try again in a few seconds.',
  headers: { 'Retry-After': '5' },
}

const unreachableCodes = new Set([
  // Prisma: cannot reach, timed out, connection closed, no free connection, no start of a transaction.
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'],
  // Prisma's adapter, about raw queries.
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'],
  // PostgreSQL: shutting down, crashed, starting up, too many connections, disk full, connection failures.
  ...['57P01', '57P02', '57P03', '53300', '53100', '08000', '08001', '08003', '08004', '08006'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'],
])

const unreachableMessages =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect/

const AdapterCause = z.object({ kind: z.string(), code: z.string().optional().catch(undefined) })

/**
 * What an error of Prisma, of its adapter, of pg or of the socket says about its reason. The adapter's own
 * error arrives bare when a connection ends while a transaction begins or ends.
 */
const DatabaseError = z.object({
  code: z.string().optional().catch(undefined),
  cause: AdapterCause.optional().catch(undefined),
  meta: z
    .object({ driverAdapterError: z.object({ cause: AdapterCause }) })
    .optional()
    .catch(undefined),
})

/** Whether an error says that the database is not there. */
export function isDatabaseUnreachable(error: unknown): boolean {
  return (
    databaseCodes(error).some((code) => unreachableCodes.has(code)) ||
    (error instanceof Error && unreachableMessages.test(error.message))
  )
}

/** All that an error says of its reason in codes: Prisma's, its adapter's, PostgreSQL's. */
function databaseCodes(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const { code, meta, cause = meta?.driverAdapterError.cause } = DatabaseError.parse(error)
  return [code, cause?.kind, cause?.code].filter((one) => one !== undefined)
}

/** PostgreSQL stores every character but this one, in which no text that anybody means to send is found. */
const holdsNul: Refusal = {
  status: 400,
  code: 'nulCharacter',
  message:
    'The request holds a NUL character (U+0000), which no text here can have. Remove it and send the rest again.',
}

/** Errors of Express and its body parser, which carry a `status` and, mostly, a `type`. */
const ParserError = z.object({
  status: z.number().int().min(400).max(499),
  type: z.string().optional(),
  limit: z.number().optional(),
})

function parserRefusal(error: unknown): Refusal | null {
  const parsed = ParserError.safeParse(error)
  if (!parsed.success) return null
  const { status, type, limit } = parsed.data
  if (status === 413) {
    return {
      status,
      code: 'bodyTooLarge',
      message: `The body of the request is larger than ${(limit ?? 0) / 1024} KiB, which is the most that is read; send less.`,
    }
  }
  if (type === 'entity.parse.failed') {
    return {
      status: 400,
      code: 'invalidJson',
      message:
        'The body is not valid JSON; send for example {"exercise": "attention", "source": "…"} as application/json.',
    }
  }
  return {
    status,
    code: 'badRequest',
    message: `The request could not be read (${type ?? 'its address is malformed'}); correct it and send it again.`,
  }
}

function unexpected(error: unknown, log: Logger, where: string): Refusal {
  const id = randomUUID()
  log.error({ err: error, id, where }, 'a request failed')
  return {
    status: 500,
    code: 'internalError',
    message: `Something went wrong on our side. It is logged as ${id}; please quote that when you report it.`,
    details: { id },
  }
}
