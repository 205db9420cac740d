/** Zip files written byte by byte, so that any field may lie. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface RawEntry {
  readonly name: string | Buffer
  /** What it unpacks to, if it tells the truth. */
  readonly text?: string | Buffer
  /** Packed already; else `text` is, by `method`. */
  readonly packed?: Buffer
  readonly method?: number
  readonly flags?: number
  readonly attributes?: number
  readonly extra?: Buffer
  readonly comment?: string
  readonly crc?: number
  /** The size that it says it unpacks to, and that its data have. */
  readonly size?: number
  readonly packedSize?: number
  /** Where it says that its header is; there is none of its own then. */
  readonly headerAt?: number
}

export interface EndLies {
  readonly entries?: number
  readonly listBytes?: number
  readonly listStart?: number
  readonly disk?: number
  readonly comment?: Buffer
  readonly commentBytes?: number
  /** Between the list and the end record. */
  readonly beforeEnd?: Buffer
}

export const unixLink = (0o120777 << 16) >>> 0

/** A zip of these entries, with an end record that is right where `lies` says nothing. */
export function rawZip(entries: readonly RawEntry[], lies: EndLies = {}): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const record = recordOf(entry)
    list.push(listed(record, entry.headerAt ?? at))
    if (entry.headerAt !== undefined) continue
    const written = Buffer.concat([header(record), record.packed])
    parts.push(written)
    at += written.length
  }
  const listBytes = Buffer.concat(list)
  const { beforeEnd = Buffer.alloc(0) } = lies
  const end = endRecord({
    entries: entries.length,
    ...{ listBytes: listBytes.length, listStart: at },
    ...lies,
  })
  return Buffer.concat([...parts, listBytes, beforeEnd, end])
}

interface Written extends Required<Omit<RawEntry, 'headerAt' | 'comment' | 'text'>> {
  readonly name: Buffer
  readonly comment: Buffer
}

function recordOf(entry: RawEntry): Written {
  const text = Buffer.from(entry.text ?? '')
  const method = entry.method ?? 8
  const packed = entry.packed ?? (method === 8 ? deflateRawSync(text) : text)
  return {
    ...{ method, packed, flags: 0x800, attributes: 0, extra: Buffer.alloc(0) },
    ...{ crc: crc32(text), size: text.length, packedSize: packed.length },
    ...entry,
    name: Buffer.from(entry.name),
    comment: Buffer.from(entry.comment ?? ''),
  }
}

function header({ name, flags, method, crc, packedSize, size }: Written): Buffer {
  const fixed = Buffer.alloc(30)
  fixed.writeUInt32LE(0x04034b50, 0)
  fixed.writeUInt16LE(20, 4)
  fixed.writeUInt16LE(flags, 6)
  fixed.writeUInt16LE(method, 8)
  fixed.writeUInt32LE(crc, 14)
  fixed.writeUInt32LE(packedSize, 18)
  fixed.writeUInt32LE(size, 22)
  fixed.writeUInt16LE(name.length, 26)
  return Buffer.concat([fixed, name])
}

function listed(record: Written, headerAt: number): Buffer {
  const { name, flags, method, crc, packedSize, size, extra, comment, attributes } = record
  const fixed = Buffer.alloc(46)
  fixed.writeUInt32LE(0x02014b50, 0)
  fixed.writeUInt16LE((3 << 8) | 20, 4)
  fixed.writeUInt16LE(20, 6)
  fixed.writeUInt16LE(flags, 8)
  fixed.writeUInt16LE(method, 10)
  fixed.writeUInt32LE(crc, 16)
  fixed.writeUInt32LE(packedSize, 20)
  fixed.writeUInt32LE(size, 24)
  fixed.writeUInt16LE(name.length, 28)
  fixed.writeUInt16LE(extra.length, 30)
  fixed.writeUInt16LE(comment.length, 32)
  fixed.writeUInt32LE(attributes, 38)
  fixed.writeUInt32LE(headerAt, 42)
  return Buffer.concat([fixed, name, extra, comment])
}

export function endRecord({
  entries = 0,
  listBytes = 0,
  listStart = 0,
  disk = 0,
  comment = Buffer.alloc(0),
  commentBytes = comment.length,
}: EndLies): Buffer {
  const fixed = Buffer.alloc(22)
  fixed.writeUInt32LE(0x06054b50, 0)
  fixed.writeUInt16LE(disk, 4)
  fixed.writeUInt16LE(entries & 0xffff, 8)
  fixed.writeUInt16LE(entries & 0xffff, 10)
  fixed.writeUInt32LE(listBytes, 12)
  fixed.writeUInt32LE(listStart, 16)
  fixed.writeUInt16LE(commentBytes, 20)
  return Buffer.concat([fixed, comment])
}

/** A field of 8 bytes each, as zip64 keeps what does not fit into 4. */
export function zip64Field(...values: readonly bigint[]): Buffer {
  const field = Buffer.alloc(4 + 8 * values.length)
  field.writeUInt16LE(1, 0)
  field.writeUInt16LE(8 * values.length, 2)
  for (const [at, value] of values.entries()) field.writeBigUInt64LE(value, 4 + 8 * at)
  return field
}
