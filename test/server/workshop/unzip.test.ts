import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { course } from '../../../exercises/index.ts'
import {
  FolderFiles,
  mostFiles,
  mostFolderBytes,
  pathProblem,
  problemsOf,
  type ExerciseFiles,
} from '../../../server/workshop/folder.ts'
import { readZip } from '../../../server/workshop/unzip.ts'
import { writeZip } from '../../../server/workshop/zip.ts'
import { rawZip } from './raw-zip.ts'

const root = join(import.meta.dirname, '../../..')
const seed = 20261122

/** An exercise of the course as it would be uploaded: with its reference in the folder. */
function uploaded(slug: string): ExerciseFiles {
  const folder = join(root, 'exercises', slug)
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.\w+$/.test(path))
  return {
    ...Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')])),
    'reference.ts': readFileSync(join(root, 'reference', `${slug}.ts`), 'utf8'),
  }
}

const whole = uploaded('attention')

/** Its files, or throws with the refusal. */
async function filesIn(zip: Buffer): Promise<ExerciseFiles> {
  const read = await readZip(zip)
  if ('refused' in read) throw new Error(read.refused)
  return read.files
}

test('an exercise that is written as a zip comes back as it was', async () => {
  expect(await filesIn(await writeZip('attention', whole))).toEqual(whole)
})

test('any folder of texts comes back as it was', async () => {
  const path = fc
    .stringMatching(/^(solutions\/)?[a-z0-9][a-z0-9-]{0,12}(\.[a-z0-9-]{1,5}){1,2}$/)
    .filter(
      (one) => pathProblem(one) === null && !/\.(zip|jar|tar|tgz|gz|bz2|xz|zst|7z|rar)$/.test(one),
    )
  const text = fc
    .string({ unit: 'binary', maxLength: 200 })
    .map((one) => one.replaceAll(/[\0\r\uFEFF]/g, ''))
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(path, text, { minKeys: 1, maxKeys: 12, noNullPrototype: true }),
      async (files) => {
        expect(await filesIn(await writeZip('any-slug', files))).toEqual(files)
      },
    ),
    { seed, numRuns: 50 },
  )
})

test('the same files make the same bytes, in whatever order they are given', async () => {
  const backwards = Object.fromEntries(Object.entries(whole).reverse())
  const zip = await writeZip('attention', whole)
  expect((await writeZip('attention', backwards)).equals(zip)).toBe(true)
})

test('the folder that all files lie in is dropped, whatever its language', async () => {
  for (const folder of ['my-exercise', 'My Exercise (2)', '注意力', 'Übung', 'solutions']) {
    const zip = rawZip([
      { name: `${folder}/`, attributes: 0x10 },
      { name: `${folder}/stub.ts`, text: 'stub' },
      { name: `${folder}/solutions/`, attributes: (0o040755 << 16) >>> 0 },
      { name: `${folder}/solutions/loops.ts`, text: 'loops', attributes: (0o100644 << 16) >>> 0 },
    ])
    expect(await filesIn(zip)).toEqual({ 'stub.ts': 'stub', 'solutions/loops.ts': 'loops' })
  }
})

test('files that lie in no folder are read too', async () => {
  const zip = rawZip([
    { name: 'stub.ts', text: 'stub', method: 0 },
    { name: 'solutions/loops.ts', text: 'loops' },
  ])
  expect(await filesIn(zip)).toEqual({ 'stub.ts': 'stub', 'solutions/loops.ts': 'loops' })
})

test('what a system adds by itself is left out', async () => {
  const zip = rawZip([
    { name: 'mine/stub.ts', text: 'stub' },
    { name: 'mine/.DS_Store', text: 'binary \0' },
    { name: 'mine/Thumbs.db', text: 'binary \0' },
    { name: '__MACOSX/mine/._stub.ts', text: 'binary \0' },
  ])
  expect(await filesIn(zip)).toEqual({ 'stub.ts': 'stub' })
})

test('comments, empty files and names without the mark of UTF-8 do no harm', async () => {
  const zip = rawZip(
    [
      { name: '练习/stub.ts', text: 'é', comment: 'a comment: naïve', flags: 0 },
      { name: '练习/weights.txt', text: '' },
      { name: '练习/cases.ts', text: '', method: 0 },
    ],
    { comment: Buffer.from('made by hand') },
  )
  expect(await filesIn(zip)).toEqual({ 'stub.ts': 'é', 'weights.txt': '', 'cases.ts': '' })
})

test('texts lose their byte order mark and the ends of line of Windows', async () => {
  const zip = rawZip([{ name: 'stub.ts', text: '\uFEFFone\r\ntwo\rthree\n' }])
  expect(await filesIn(zip)).toEqual({ 'stub.ts': 'one\ntwo\rthree\n' })
  expect(FolderFiles.parse({ 'stub.ts': '\uFEFFone\r\ntwo' })).toEqual({ 'stub.ts': 'one\ntwo' })
})

test('every exercise of the course could have been uploaded', () => {
  const folders = course.map(({ slug }) => ({ slug, files: uploaded(slug) }))
  for (const { files } of folders) expect(FolderFiles.parse(files)).toEqual(files)
  const problems = folders.map(({ slug, files }) => ({ slug, problems: problemsOf(files) }))
  expect(problems.filter((one) => one.problems.length > 0)).toEqual([])
})

test('what an exercise lacks is listed, with what it is there for', () => {
  const lacking = ['cases.ts', 'solutions/loops.ts']
  const rest = Object.fromEntries(Object.entries(whole).filter(([path]) => !lacking.includes(path)))
  expect(problemsOf({ ...rest, 'stub.ts': ' \n' })).toEqual([
    'cases.ts is missing; it holds the inputs that solutions are tried with. Add it.',
    'solutions/loops.ts is missing; it holds the independent right solution in plain numbers. Add it.',
    'stub.ts is empty; it holds what students start from. Write it.',
  ])
})

test('nothing at all lacks everything', () => {
  expect(problemsOf({})).toHaveLength(7)
})

test('data, more modules and a translation may lie beside the rest', () => {
  const more = { 'weights.txt': '', 'weights.ts': '', 'statement.zh.md': '' }
  expect(problemsOf({ ...whole, ...more })).toEqual([])
})

test.each([
  ['notes.md', 'would be shown to nobody'],
  ['statement.en.md', 'would be shown to nobody'],
  ['statement.fr.md', 'the texts of an exercise are statement.md and statement.zh.md'],
  ['weights.json', 'beside the statement it has .ts and, for data, .txt'],
  ['solutions/loops.txt', 'solutions/ holds TypeScript only'],
])('%s is no file of an exercise', (path, message) => {
  expect(problemsOf({ ...whole, [path]: 'text' })).toEqual([expect.stringContaining(message)])
})

const misnamed = [
  '',
  'Stub.ts',
  'my stub.ts',
  'stüb.ts',
  'stub',
  '.env',
  '.ts',
  'stub..ts',
  'stub.ts.',
  '-stub.ts',
  '__proto__.ts',
  'a:b.ts',
  '../stub.ts',
  '/stub.ts',
  'C:/stub.ts',
  'solutions\\loops.ts',
  'solutions/../stub.ts',
  'solutions/',
  'solutions//loops.ts',
  'solutions/deep/loops.ts',
  'other/loops.ts',
  'stub.ts\n',
  'stub.ts\0',
  `${'a'.repeat(80)}.ts`,
]
test.each(misnamed)('JSON with a file called %j is refused', (path) => {
  expect(FolderFiles.safeParse({ [path]: '' }).error?.issues).toHaveLength(1)
  expect(pathProblem(path)).toMatch(/(Rename|Move) the file, or leave it out\.$/)
})

test.each([
  [
    'too many files',
    Object.fromEntries(Array.from({ length: mostFiles + 1 }, (_, at) => [`data-${at}.txt`, ''])),
    'There are 65 files, and an exercise has 64 at most. Leave out what does not belong to it.',
  ],
  [
    'a file that is too large, in bytes',
    { 'data.txt': '注'.repeat(100 * 1024) },
    '"data.txt" has 300 KiB, and 256 KiB is the most for a file. Shorten it, or make two of it.',
  ],
  [
    'files that are too large together',
    Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`${at}.txt`, ' '.repeat(250 * 1024)])),
    'The files have 1250 KiB together, and 1024 KiB is the most for an exercise. Leave out what does not belong to it.',
  ],
  [
    'a NUL character',
    { 'stub.ts': 'one\ntwo\0' },
    '"stub.ts" holds a NUL character in line 2, so it is not UTF-8 text. Save it as text with the encoding UTF-8, or leave it out.',
  ],
  [
    'half a character',
    { 'stub.ts': '\uD83D' },
    '"stub.ts" is not UTF-8 text. Save it with the encoding UTF-8, which most editors offer when saving, or leave it out.',
  ],
])('JSON with %s is refused', (_, files, message) => {
  const { error } = FolderFiles.safeParse(files)
  expect(error?.issues.map((issue) => issue.message)).toEqual([message])
})

test('nobody reaches the prototype of an object', async () => {
  const json: unknown = JSON.parse('{"__proto__": "x", "constructor": "y"}')
  expect(FolderFiles.safeParse(json).success).toBe(false)
  expect(await readZip(rawZip([{ name: '__proto__', text: 'x' }]))).toHaveProperty('refused')
})

/** What a zip must never become, whatever is done to it. */
function demandSound(read: Awaited<ReturnType<typeof readZip>>): void {
  if ('refused' in read) {
    expect(read.refused).toMatch(/^\S.*\.$/s)
    return
  }
  const entries = Object.entries(read.files)
  expect(entries.map(([path]) => pathProblem(path))).toEqual(entries.map(() => null))
  expect(entries.length).toBeLessThanOrEqual(mostFiles)
  const bytes = entries.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)
  expect(bytes).toBeLessThanOrEqual(mostFolderBytes)
}

test('a zip in which bytes are changed, cut out or put in is read or refused, never more', async () => {
  const zip = await writeZip('attention', { ...whole, 'weights.txt': '0 '.repeat(2000) })
  const place = fc.oneof(
    fc.nat({ max: zip.length - 1 }),
    // The list and the end record are where it hurts.
    fc.integer({ min: zip.length - 22, max: zip.length - 1 }),
    fc.integer({ min: zip.length - 900, max: zip.length - 1 }),
  )
  const edit = fc.record({
    at: place,
    removed: fc.oneof(fc.constant(0), fc.nat({ max: 4 }), fc.nat({ max: 5000 })),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.constantFrom(
        ...[[0], [0xff], [0, 0], [0xff, 0xff], [0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff]],
        ...[
          [0x50, 0x4b, 5, 6],
          [0x50, 0x4b, 6, 7],
          [0x50, 0x4b, 1, 2],
          [0, 0, 0, 0x80],
        ],
      ),
    ),
    keepsLength: fc.boolean(),
  })
  let read = 0
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
      const bytes = edits.reduce((before, { at, removed, put, keepsLength }) => {
        const from = Math.min(at, before.length)
        const rest = before.subarray(from + (keepsLength ? put.length : removed))
        return Buffer.concat([before.subarray(0, from), Buffer.from(put), rest])
      }, zip)
      const found = await readZip(bytes)
      demandSound(found)
      read += Number('files' in found)
    }),
    { seed, numRuns: 1500 },
  )
  // Dates and attributes may change without harm; were nothing or everything refused, this would test little.
  expect(read).toBeGreaterThan(0)
})

test('a zip in which any one byte is another is read or refused', async () => {
  const zip = await writeZip('any', { 'stub.ts': 'a stub', 'weights.txt': '0 '.repeat(400) })
  for (let at = 0; at < zip.length; at++) {
    for (const change of [0x01, 0x80, 0xff]) {
      const bytes = Buffer.from(zip)
      bytes[at] = bytes[at]! ^ change
      demandSound(await readZip(bytes))
    }
  }
})

test('a zip that ends early is refused wherever it ends', async () => {
  const zip = await writeZip('any', { 'stub.ts': 'a stub', 'weights.txt': '0 '.repeat(400) })
  for (let length = 0; length < zip.length; length++) {
    expect(await readZip(zip.subarray(0, length))).toHaveProperty('refused')
  }
})

test('bytes that are no zip at all are refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect(await readZip(Buffer.from(bytes))).toHaveProperty('refused')
    }),
    { seed, numRuns: 300 },
  )
})
