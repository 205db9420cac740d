/**
 * Reads an uploaded zip into memory, and nowhere else. What the file says of itself decides what is refused at
 * once; what is unpacked is counted as it comes, because sizes in headers may lie:
 *
 * 1. the record at the end agrees with the bytes, and lists few files;
 * 2. every entry is an ordinary file or folder, unencrypted, with a name that leads nowhere else;
 * 3. no two of them have the same name, or share bytes; they are as few and small as an exercise's;
 * 4. only then files are unpacked, one after the other, each to the size that it said and no further;
 * 5. their checksums are right, and they are UTF-8.
 */
import { isUtf8 } from 'node:buffer'
import { crc32, createInflateRaw } from 'node:zlib'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import {
  notUtf8,
  pathProblem,
  quoted,
  sizeProblem,
  textProblem,
  tidied,
  type ExerciseFiles,
} from './folder.ts'
import { Refused } from './refused.ts'
import { contradictory, makeAnew, readZipEnd, type ZipEnd } from './zip-end.ts'
import { demandDistinct, demandInside, entryName, insideFolder, isNoFile } from './zip-names.ts'

interface Packed {
  readonly name: string
  readonly entry: Entry
  /** Where its header begins in the zip, and its data end. */
  readonly start: number
  readonly end: number
  readonly data: Buffer
}

/** The files of the exercise in this zip, or a sentence that says why they are not read. Writes nothing. */
export async function readZip(
  bytes: Buffer,
): Promise<{ files: ExerciseFiles } | { refused: string }> {
  try {
    return { files: await unpacked(bytes) }
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message }
    throw error
  }
}

async function unpacked(bytes: Buffer): Promise<ExerciseFiles> {
  const end = readZipEnd(bytes)
  const zip = await readable(
    fromBufferPromise(bytes, { decodeStrings: false, strictFileNames: true }),
  )
  const entries = await readable(allEntries(zip))
  demandWholeList(entries, end)
  for (const entry of entries) demandOrdinary(entry)
  const packed = await Promise.all(entries.map((entry) => findData(zip, entry, bytes)))
  demandApart(packed, end)

  const files = packed.filter(({ name }) => !isNoFile(name))
  if (files.length === 0) {
    throw new Refused("The zip holds no files. Zip the exercise's folder and send it again.")
  }
  const paths = insideFolder(files.map(({ name }) => name))
  demandDistinct(paths)
  const named = files.map((file, at) => ({ ...file, path: paths[at]! }))
  const sizes = named.map(({ path, entry }) => ({ path, bytes: entry.uncompressedSize }))
  const problem =
    firstOf(paths, archiveProblem) ?? firstOf(paths, pathProblem) ?? sizeProblem(sizes)
  if (problem !== null) throw new Refused(problem)

  const texts: [string, string][] = []
  for (const file of named) {
    const contents = await readable(inflated(file))
    if (crc32(contents) !== file.entry.crc32) {
      throw new Refused(
        `${quoted(file.path)} is damaged: its checksum is not the one in the zip. ${makeAnew}`,
      )
    }
    texts.push([file.path, textOf(file.path, contents)])
  }
  return Object.fromEntries(texts)
}

async function allEntries(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) entries.push(entry)
  return entries
}

/** A list that goes on after the entries that were announced would hide the rest of them. */
function demandWholeList(entries: readonly Entry[], end: ZipEnd): void {
  const bytes = entries
    .map((one) => 46 + one.fileNameLength + one.extraFieldLength + one.fileCommentLength)
    .reduce((sum, length) => sum + length, 0)
  if (bytes !== end.listBytes) throw new Refused(contradictory)
}

/** The kinds of file that Unix keeps in the upper half of the attributes; 0 is what other systems write. */
const fileKinds = [0, 0o100000]
const folderKinds = [0, 0o040000]
/** What Windows calls links and the like. */
const reparsePoint = 0x400

function demandOrdinary(entry: Entry): void {
  const name = entryName(entry.fileNameRaw)
  demandInside(name)
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000
  const kinds = name.endsWith('/') ? folderKinds : fileKinds
  if (!kinds.includes(kind) || entry.externalFileAttributes & reparsePoint) {
    throw new Refused(
      `${quoted(name)} in the zip is a link or another special file, and only ordinary files are read. Put the file itself in its place.`,
    )
  }
  if (entry.isEncrypted()) {
    throw new Refused(
      `${quoted(name)} in the zip is encrypted. Zip the folder again without a password.`,
    )
  }
  if (!entry.canDecodeFileData()) {
    throw new Refused(
      `${quoted(name)} in the zip is packed by method ${entry.compressionMethod}; 0 (stored) and 8 (deflate) are read. Choose the ordinary zip format, not one that packs tighter.`,
    )
  }
}

async function findData(zip: ZipFile, entry: Entry, bytes: Buffer): Promise<Packed> {
  const { fileDataStart } = await readable(zip.readLocalFileHeaderPromise(entry, { minimal: true }))
  const end = fileDataStart + entry.compressedSize
  return {
    ...{ name: entryName(entry.fileNameRaw), entry },
    ...{ start: entry.relativeOffsetOfLocalHeader, end, data: bytes.subarray(fileDataStart, end) },
  }
}

/** Entries that share bytes make a few kilobytes into gigabytes; honest programs write one after the other. */
function demandApart(packed: readonly Packed[], { listStart }: ZipEnd): void {
  const ordered = packed.toSorted((one, other) => one.start - other.start)
  for (const [at, { name, end }] of ordered.entries()) {
    const next = ordered[at + 1]?.start ?? listStart
    if (end > next) {
      throw new Refused(
        `${quoted(name)} shares bytes with what follows it in the zip, as in files that are made to burst programs. ${makeAnew}`,
      )
    }
  }
}

function firstOf(
  paths: readonly string[],
  problemOf: (path: string) => string | null,
): string | null {
  return paths.map(problemOf).find((problem) => problem !== null) ?? null
}

function archiveProblem(path: string): string | null {
  return /\.(zip|jar|tar|tgz|gz|bz2|xz|zst|7z|rar)$/i.test(path) ? anotherArchive(path) : null
}

function anotherArchive(path: string): string {
  return `${quoted(path)} is an archive inside the zip. Unpack it, zip the exercise's folder alone, and send that.`
}

/** Holds at most what the entry said and one chunk more, whatever the data would go on to. */
async function inflated({ name, entry, data }: Packed): Promise<Buffer> {
  if (entry.compressionMethod === 0) return data
  const said = entry.uncompressedSize
  const inflate = createInflateRaw()
  inflate.end(data)
  const chunks: Buffer[] = []
  let found = 0
  for await (const chunk of inflate as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    found += chunk.length
    if (found > said) {
      throw new Refused(
        `${quoted(name)} unpacks to more than the ${said} bytes that the zip says it has, as in files that are made to fill memory. ${makeAnew}`,
      )
    }
  }
  if (found < said || inflate.bytesWritten < data.length) {
    throw new Refused(
      `${quoted(name)} unpacks to ${found} bytes, and the zip says ${said}: it is damaged. ${makeAnew}`,
    )
  }
  return Buffer.concat(chunks)
}

function textOf(path: string, bytes: Buffer): string {
  if (/^PK(\x03\x04|\x05\x06)/.test(bytes.toString('latin1', 0, 4))) {
    throw new Refused(anotherArchive(path))
  }
  if (/^(\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2))) {
    throw new Refused(
      `${quoted(path)} is UTF-16 text, and wanted is UTF-8. Save it with the encoding UTF-8, and zip the folder again.`,
    )
  }
  if (!isUtf8(bytes)) throw new Refused(notUtf8(path))
  const text = bytes.toString()
  const problem = textProblem(path, text)
  if (problem !== null) throw new Refused(problem)
  return tidied(text)
}

/** What yauzl and zlib find wrong is the zip's fault. */
async function readable<Found>(reading: Promise<Found>): Promise<Found> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Refused || !Error.isError(error)) throw error
    throw new Refused(`The zip cannot be read (${error.message}). ${makeAnew}`)
  }
}
