/** Zip files as bodies of requests. */
import express, { type Request, type RequestHandler } from 'express'
import { isZip } from '../body.ts'
import { HttpError } from '../errors.ts'

/** An exercise of the largest size allowed stays below, even if nothing in it can be compressed. */
const zipLimit = 2 * 1024 * 1024

/** `req.body` becomes the bytes of a zip. Other content types are refused with 415, larger bodies with 413. */
export const readZipBody: readonly RequestHandler[] = [
  (req, _res, next) => {
    if (!isZip(req)) throw notZip(req)
    next()
  },
  express.raw({ type: isZip, limit: zipLimit, inflate: false }),
]

/** The zip that `readZipBody` read; no bytes when nothing was sent. */
export function zipBytes(req: Request): Buffer {
  const body: unknown = req.body
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}

function notZip(req: Request): HttpError {
  const found = req.get('Content-Type') ?? 'none'
  return new HttpError({
    status: 415,
    code: 'notZip',
    message: `This needs the exercise's folder as a zip file; the type of what was sent is ${found}. Send the zip with "Content-Type: application/zip".`,
  })
}
