/** What a handed-in file must be before it is worth a place in the queue. */
import { notUtf8 } from './body.ts'
import { HttpError } from './errors.ts'

const sourceLimit = 256 * 1024

/** Gives the source back. Throws 400 when it is empty, over 256 KiB, or not UTF-8. */
export function checkSource(source: string): string {
  if (source.trim() === '') {
    throw refused('sourceEmpty', 'The file is empty; send the TypeScript file with your solution.')
  }
  const size = Buffer.byteLength(source)
  if (size > sourceLimit) {
    const found = (size / 1024).toFixed(1)
    throw refused(
      'sourceTooLarge',
      `The file has ${found} KiB, and ${sourceLimit / 1024} KiB is the most; solutions rarely need more than a few. Remove what is not code.`,
    )
  }
  // Half a surrogate pair can stand in a JSON string, but no UTF-8 file can hold it.
  if (!source.isWellFormed()) throw notUtf8()
  return source
}

function refused(code: string, message: string): HttpError {
  return new HttpError({ status: 400, code, message })
}
