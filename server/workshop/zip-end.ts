/**
 * The record at the end of a zip file, read before anything else is: it says how many files there are and
 * where their list lies. All of it has to agree with the bytes, so that no list hides behind another one.
 */
import { Refused } from './refused.ts'

export interface ZipEnd {
  readonly entries: number
  /** Where the list of files begins, and its length in bytes. It ends where the record begins. */
  readonly listStart: number
  readonly listBytes: number
}

const recordBytes = 22
const recordSign = 0x06054b50
const largeFormSign = 0x07064b50
const largeFormBytes = 20
const mostCommentBytes = 0xffff

/** Files twice over, for those that a Mac adds, and folders. */
const mostEntries = 256

/** Throws `Refused` when there is no such record, it contradicts the file, or it lists more than is ever read. */
export function readZipEnd(bytes: Buffer): ZipEnd {
  const at = findRecord(bytes)
  const commentBytes = bytes.readUInt16LE(at + 20)
  const after = bytes.length - at - recordBytes - commentBytes
  if (after !== 0) {
    throw new Refused(
      after > 0
        ? `The zip goes on for ${after} bytes after its end. ${makeAnew}`
        : `The zip stops ${-after} bytes before its end; not all of it arrived. Send it again, or make it anew.`,
    )
  }
  if (at >= largeFormBytes && bytes.readUInt32LE(at - largeFormBytes) === largeFormSign) {
    throw new Refused(
      `The zip has the form for very many or very large files (zip64), which no exercise needs. ${makeAnew}`,
    )
  }
  const entries = bytes.readUInt16LE(at + 10)
  if (entries > mostEntries) {
    throw new Refused(
      `The zip lists ${entries} files and folders, and ${mostEntries} is the most that is read. Zip the exercise's folder alone, without node_modules or .git.`,
    )
  }
  const [disk, firstDisk, entriesHere] = [4, 6, 8].map((field) => bytes.readUInt16LE(at + field))
  if (disk !== 0 || firstDisk !== 0 || entriesHere !== entries) {
    throw new Refused(`The zip is one part of several. Make it anew as a single file.`)
  }
  const listBytes = bytes.readUInt32LE(at + 12)
  const listStart = bytes.readUInt32LE(at + 16)
  if (listStart + listBytes !== at) throw new Refused(contradictory)
  return { entries, listStart, listBytes }
}

/** The last place that has the record's sign: anything may stand in the comment behind it. */
function findRecord(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - recordBytes - mostCommentBytes)
  for (let at = bytes.length - recordBytes; at >= first; at--) {
    if (bytes.readUInt32LE(at) === recordSign) return at
  }
  throw new Refused(
    `This is no zip file, or not all of one: the list of files at its end is missing. Zip the exercise's folder and send it again.`,
  )
}

export const makeAnew = "Make it anew with your system's own zip program."

export const contradictory = `The list of files at the end of the zip contradicts the rest of it: it is damaged, or made to mislead. ${makeAnew}`
