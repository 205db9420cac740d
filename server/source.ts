/** What a handed-in file, or a draft of one, must be before it is worth a place in the queue or the database. */
import { notUtf8 } from './body.ts'
import { HttpError } from './errors.ts'

const sourceLimit = 256 * 1024

/** Gives the source back. Throws 400 when it is empty, over 256 KiB, or not UTF-8. */
export function checkSource(source: string): string {
  if (source.trim() === '') {
    throw refused('sourceEmpty', 'The file is empty; send the TypeScript file with your solution.')
  }
  return checkText(source)
}

/** A draft may be empty. Throws 400 when it is over 256 KiB, not UTF-8, or holds a NUL character. */
export function checkDraft(source: string): string {
  const nul = source.indexOf('\0')
  if (nul >= 0) throw nulCharacter(source.slice(0, nul).split('\n').length)
  return checkText(source)
}

/** The character U+0000 cannot be stored; `line` counts from 1. */
export function nulCharacter(line: number): HttpError {
  return refused(
    'sourceNotText',
    `Line ${line} of the file holds a NUL character, so it is not a text file; remove it, or send the TypeScript file itself.`,
  )
}

function checkText(source: string): string {
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
