/** Writes an exercise's folder as a zip, for instructors to download. */
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { ExerciseFiles } from './folder.ts'

/** The files in a folder called `slug`. The same files make the same bytes, at any time and in any time zone. */
export async function writeZip(slug: string, files: ExerciseFiles): Promise<Buffer> {
  const zip = new ZipFile()
  // Zips hold the local time, so that a fixed one is made in local time.
  const mtime = new Date(2000, 0, 1)
  for (const path of Object.keys(files).sort()) {
    zip.addBuffer(Buffer.from(files[path]!), `${slug}/${path}`, {
      ...{ mtime, forceDosTimestamp: true, mode: 0o100644 },
    })
  }
  zip.end()
  return await buffer(zip.outputStream)
}
