/**
 * Messages over the pipes between the grader and a child: a header of JSON, and bytes.
 *
 * Each frame is two lengths (unsigned 32-bit, little-endian), the header as UTF-8, the bytes.
 */
export interface Frame {
  readonly header: string
  readonly bytes: Uint8Array
}

const prefixBytes = 8

/** The frame in pieces, ready to be written one after the other. */
export function writeFrame({ header, bytes }: Frame): Buffer {
  const text = Buffer.from(header)
  const prefix = Buffer.alloc(prefixBytes)
  prefix.writeUInt32LE(text.length, 0)
  prefix.writeUInt32LE(bytes.length, 4)
  return Buffer.concat([prefix, text, bytes])
}

/** How long a frame may be, in bytes. Reading a header takes many times its length in memory. */
export interface FrameLimits {
  readonly header: number
  readonly bytes: number
}

/**
 * Collects chunks into frames. The function it returns takes one chunk, calls `onFrame` for every
 * frame that is complete, and throws RangeError as soon as a frame announces more than `most()`.
 */
export function frameReader(
  most: () => FrameLimits,
  onFrame: (frame: Frame) => void,
): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let length = 0
  let needed = prefixBytes
  return (chunk) => {
    chunks.push(chunk)
    length += chunk.length
    while (length >= needed) {
      const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
      const headerLength = all.readUInt32LE(0)
      const bytesLength = all.readUInt32LE(4)
      needed = prefixBytes + headerLength + bytesLength
      const limits = most()
      if (headerLength > limits.header || bytesLength > limits.bytes) {
        throw new RangeError(`a frame of ${headerLength} and ${bytesLength} bytes`)
      }
      chunks = [all]
      if (length < needed) return
      const header = all.toString('utf8', prefixBytes, prefixBytes + headerLength)
      const bytes = all.subarray(prefixBytes + headerLength, needed)
      chunks = [all.subarray(needed)]
      length -= needed
      needed = prefixBytes
      onFrame({ header, bytes })
    }
  }
}
