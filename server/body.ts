/** Reading bodies: JSON for programs and pages, plain files for `curl --data-binary`. Both have to be UTF-8. */
import type { IncomingMessage } from 'node:http'
import express, { type Request, type RequestHandler } from 'express'
import type { z } from 'zod'
import { HttpError } from './errors.ts'

/** Leaves room for a source of 256 KiB whose every character is escaped in JSON, and then some. */
const bodyLimit = 1024 * 1024

const jsonTypes = ['application/json', 'application/*+json']

/** `req.body` becomes the parsed JSON, or a Buffer for any other content type but zip. Larger bodies are refused with 413. */
export const readBody: readonly RequestHandler[] = [
  readJson(bodyLimit),
  express.raw({
    type: (req) => req.headers['content-type'] !== undefined && !isZip(req),
    limit: bodyLimit,
  }),
]

/** Where a whole folder may come as JSON; before `readBody`, which then finds it read. */
export const readFolderBody: RequestHandler = readJson(2 * bodyLimit)

function readJson(limit: number): RequestHandler {
  return express.json({
    ...{ type: jsonTypes, limit },
    verify: (_req, _res, bytes) => void decodeUtf8(bytes),
  })
}

/** Zip files are left to the routes that want them, and that have a limit of their own. Windows has another name for them. */
export function isZip({ headers }: IncomingMessage): boolean {
  return /^application\/(?:zip|x-zip-compressed)\s*(?:;|$)/i.test(headers['content-type'] ?? '')
}

/** The JSON body, checked. Throws 400 with the fields that do not fit. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema, req: Request): z.infer<Schema> {
  const body: unknown = req.body
  if (body === undefined || Buffer.isBuffer(body)) {
    throw new HttpError({
      status: 400,
      code: 'notJson',
      message: 'This needs a JSON body; send it with "Content-Type: application/json".',
    })
  }
  return schema.parse(body)
}

/** The text in these bytes. Throws 400 when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw notUtf8()
  }
}

export function notUtf8(): HttpError {
  return new HttpError({
    status: 400,
    code: 'notUtf8',
    message:
      'This is not UTF-8 text. Save the file with the encoding UTF-8, which most editors offer when saving, and send it again.',
  })
}
