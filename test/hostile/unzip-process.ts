/** Reads zips that a test sends, in a process that can write nowhere, and says how much memory each one took. */
import { readZip } from '../../server/workshop/unzip.ts'

const MiB = 1024 * 1024

process.on('message', (zip: Uint8Array) => {
  void answer(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength))
})

async function answer(zip: Buffer): Promise<void> {
  const before = memory()
  const read = await readZip(zip)
  const after = memory()
  process.send?.({
    read,
    keptMiB: (after.held - before.held) / MiB,
    peakMiB: (after.peak - before.peak) / MiB,
    mayWrite: process.permission.has('fs.write'),
  })
}

/** In bytes: what is still held after everything unused is gone, and the most that there ever was. */
function memory() {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return { held: heapUsed + external, peak: process.resourceUsage().maxRSS * 1024 }
}
