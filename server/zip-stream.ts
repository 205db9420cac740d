/** Zips that are written while what is in them is read. */
import { PassThrough, Readable } from 'node:stream'
import type { ReadStreamOptions, ZipFile } from 'yazl'

interface Part extends Partial<ReadStreamOptions> {
  /** Breaks the reading off. */
  readonly signal?: AbortSignal
}

/** Adds a file whose text is read only when its turn comes. What goes wrong then goes wrong with the zip. */
export function addLazily(
  zip: ZipFile,
  name: string,
  { signal, ...options }: Part,
  parts: () => AsyncIterable<string>,
): void {
  zip.addReadStreamLazy(name, options, (give) => {
    const part = Readable.from(parts(), { objectMode: false, ...(signal && { signal }) })
    // The library does not listen, and an error that nobody hears ends the process.
    part.on('error', (error) => zip.emit('error', error))
    give(null, part)
  })
}

/** The zip as a stream, whose errors are those of its parts. */
export function readableOf(zip: ZipFile): Readable {
  const stream = new PassThrough()
  zip.outputStream.pipe(stream)
  zip.on('error', (error: Error) => {
    stream.destroy(error)
  })
  return stream
}
