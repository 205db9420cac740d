import { expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import { addLazily, readableOf } from '../../server/zip-stream.ts'

async function* wellFor(parts: number): AsyncGenerator<string> {
  for (let part = 0; part < parts; part += 1) yield await sleep(1, 'text ')
}

async function* brokenAfter(parts: number): AsyncGenerator<string> {
  yield* wellFor(parts)
  throw new Error('the database went away')
}

test('what is read when its turn comes is in the zip', async () => {
  const zip = new ZipFile()
  addLazily(zip, 'a', {}, () => wellFor(3))
  zip.end()
  const read = await fromBufferPromise(await buffer(readableOf(zip)))
  for await (const entry of read.eachEntry()) {
    expect(String(await buffer(await read.openReadStreamPromise(entry)))).toBe('text text text ')
  }
  expect(read.entryCount).toBe(1)
})

test.each([0, 2])(
  'what fails after %i parts ends the zip with its error, and nothing else',
  async (parts) => {
    const zip = new ZipFile()
    addLazily(zip, 'a', {}, () => wellFor(2))
    addLazily(zip, 'b', {}, () => brokenAfter(parts))
    addLazily(zip, 'c', {}, () => wellFor(2))
    zip.end()
    await expect(buffer(readableOf(zip))).rejects.toThrow('the database went away')
  },
)

test('a part that is broken off ends the zip', async () => {
  const zip = new ZipFile()
  const breaking = new AbortController()
  addLazily(zip, 'a', { signal: breaking.signal }, () => wellFor(10_000))
  zip.end()
  const reading = buffer(readableOf(zip))
  breaking.abort()
  await expect(reading).rejects.toThrow('aborted')
})
