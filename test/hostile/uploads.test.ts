/**
 * Zip files that are made to do harm. Each is refused in words, by a process that could write nowhere, whose
 * memory stays as it was.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import express from 'express'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { constants, deflateRawSync, gzipSync } from 'node:zlib'
import pino from 'pino'
import { readBody } from '../../server/body.ts'
import { answerErrors } from '../../server/errors.ts'
import { readZipBody, zipBytes } from '../../server/workshop/body.ts'
import { readZip } from '../../server/workshop/unzip.ts'
import { endRecord, rawZip, unixLink, zip64Field } from '../server/workshop/raw-zip.ts'

interface Answer {
  readonly read: Awaited<ReturnType<typeof readZip>>
  readonly keptMiB: number
  readonly peakMiB: number
  readonly mayWrite: boolean
}

let reader: ChildProcess
beforeAll(() => {
  reader = fork(join(import.meta.dirname, 'unzip-process.ts'), {
    execArgv: ['--permission', '--allow-fs-read=*', '--expose-gc', '--no-warnings'],
    env: { ...process.env, NODE_OPTIONS: '' },
    serialization: 'advanced',
  })
})
afterAll(() => void reader.kill())

/** The reader's answer. Throws when it ends instead. */
async function sent(zip: Buffer): Promise<Answer> {
  const ended = new AbortController()
  const onExit = () => ended.abort()
  reader.once('exit', onExit)
  try {
    const answer = once(reader, 'message', { signal: ended.signal })
    reader.send(zip)
    const [message] = (await answer) as [Answer]
    return message
  } finally {
    reader.off('exit', onExit)
  }
}

/** The refusal, from a reader that took no memory worth mentioning. */
async function refusalOf(zip: Buffer): Promise<string> {
  const { read, keptMiB, peakMiB, mayWrite } = await sent(zip)
  expect(mayWrite).toBe(false)
  expect(keptMiB).toBeLessThan(4)
  expect(peakMiB).toBeLessThan(48)
  if (!('refused' in read)) throw new Error(`it was read: ${Object.keys(read.files).join(', ')}`)
  return read.refused
}

const MiB = 1024 * 1024
const stub = { name: 'mine/stub.ts', text: 'stub' }
const anew = "Make it anew with your system's own zip program."
const contradictory = `The list of files at the end of the zip contradicts the rest of it: it is damaged, or made to mislead. ${anew}`

/** Deflate data of so many MiB of spaces, a thousandth as large. Only whole blocks, so that they can be repeated. */
function spaces(count: number): Buffer {
  const one = deflateRawSync(Buffer.alloc(MiB, ' '), { finishFlush: constants.Z_FULL_FLUSH })
  const last = Buffer.from([0x03, 0x00])
  return Buffer.concat([...Array.from({ length: count }, () => one), last])
}

describe('bombs', () => {
  test('1 GiB that says it is 10 bytes', async () => {
    const zip = rawZip([{ name: 'mine/stub.ts', packed: spaces(1024), size: 10 }])
    expect(zip.length).toBeLessThan(2 * MiB)
    expect(await refusalOf(zip)).toBe(
      `"mine/stub.ts" unpacks to more than the 10 bytes that the zip says it has, as in files that are made to fill memory. ${anew}`,
    )
  })

  test('1 GiB that says it is as large as a file may be', async () => {
    const zip = rawZip([{ name: 'mine/stub.ts', packed: spaces(1024), size: 256 * 1024 }])
    expect(await refusalOf(zip)).toContain('unpacks to more than the 262144 bytes')
  })

  test('1 GiB that says so, and 4 EiB in the large form', async () => {
    const packed = spaces(1)
    expect(await refusalOf(rawZip([{ name: 'stub.ts', packed, size: 1024 * MiB }]))).toBe(
      '"stub.ts" has 1048576 KiB, and 256 KiB is the most for a file. Shorten it, or make two of it.',
    )
    const large = { packed, size: 0xffffffff, extra: zip64Field(2n ** 62n) }
    expect(await refusalOf(rawZip([{ name: 'stub.ts', ...large }]))).toContain(
      '256 KiB is the most',
    )
  })

  test('an honest file of 10 MB', async () => {
    const zip = rawZip([{ name: 'stub.ts', text: Buffer.alloc(10_000_000, ' ') }])
    expect(await refusalOf(zip)).toBe(
      '"stub.ts" has 9766 KiB, and 256 KiB is the most for a file. Shorten it, or make two of it.',
    )
  })

  test('many files that are each small enough', async () => {
    const text = Buffer.alloc(200 * 1024, ' ')
    const zip = rawZip(Array.from({ length: 60 }, (_, at) => ({ name: `data-${at}.txt`, text })))
    expect(await refusalOf(zip)).toBe(
      'The files have 12000 KiB together, and 1024 KiB is the most for an exercise. Leave out what does not belong to it.',
    )
  })

  test('a zip in a zip in a zip, each a thousandth of what it holds', async () => {
    const inner = rawZip([{ name: 'stub.ts', packed: spaces(64), size: 64 * MiB }])
    const middle = rawZip([{ name: 'inner.zip', text: inner }])
    expect(await refusalOf(rawZip([stub, { name: 'mine/middle.zip', text: middle }]))).toBe(
      '"middle.zip" is an archive inside the zip. Unpack it, zip the exercise\'s folder alone, and send that.',
    )
    expect(await refusalOf(rawZip([stub, { name: 'mine/cases.ts', text: middle }]))).toBe(
      '"cases.ts" is an archive inside the zip. Unpack it, zip the exercise\'s folder alone, and send that.',
    )
  })

  test('files that share their bytes', async () => {
    const first = { name: 'a.ts', packed: spaces(1), size: 1000 }
    const shared = Array.from({ length: 50 }, (_, at) => ({
      ...first,
      name: `${at}.ts`,
      headerAt: 0,
    }))
    expect(await refusalOf(rawZip([first, ...shared]))).toBe(
      `"a.ts" shares bytes with what follows it in the zip, as in files that are made to burst programs. ${anew}`,
    )
  })

  test('a file whose data are other files, headers and all', async () => {
    const inner = rawZip([{ name: 'b.ts', text: 'b' }])
    const length = inner.readUInt32LE(inner.length - 6)
    const header = inner.subarray(0, length)
    // Its data are stored, so the other file's header lies inside them, 34 bytes on.
    const outer = { name: 'a.ts', text: header, method: 0 }
    const zip = rawZip([outer, { name: 'b.ts', text: 'b', headerAt: 34 }])
    expect(await refusalOf(zip)).toContain('"a.ts" shares bytes with what follows it')
  })

  test('a file that reaches into the list of files', async () => {
    const zip = rawZip([{ name: 'a.ts', text: 'a', method: 0, size: 20, packedSize: 20 }])
    expect(await refusalOf(zip)).toContain('"a.ts" shares bytes with what follows it')
  })
})

describe('a million entries', () => {
  const one = rawZip([{ name: 'a', text: '' }])
  const [headers, list] = [one.subarray(0, 33), one.subarray(33, one.length - 22)]
  const million = Buffer.alloc(list.length * 1_000_000, list)
  const zipOf = (end: Parameters<typeof endRecord>[0]) =>
    Buffer.concat([headers, million, endRecord({ listStart: headers.length, ...end })])

  test.each([16_960, 65_535])('of which the end admits %d', async (entries) => {
    expect(await refusalOf(zipOf({ entries, listBytes: million.length }))).toBe(
      `The zip lists ${entries} files and folders, and 256 is the most that is read. Zip the exercise's folder alone, without node_modules or .git.`,
    )
  })

  test('of which the end admits 3', async () => {
    expect(await refusalOf(zipOf({ entries: 3, listBytes: million.length }))).toBe(contradictory)
    expect(await refusalOf(zipOf({ entries: 3, listBytes: 3 * list.length }))).toBe(contradictory)
  })

  test('in the form for many', async () => {
    const locator = Buffer.alloc(20)
    locator.writeUInt32LE(0x07064b50, 0)
    const end = endRecord({ entries: 0xffff, listBytes: 0xffffffff, listStart: 0xffffffff })
    expect(await refusalOf(Buffer.concat([headers, million, locator, end]))).toBe(
      `The zip has the form for very many or very large files (zip64), which no exercise needs. ${anew}`,
    )
  })

  test('257 of them, honestly', async () => {
    const names = Array.from({ length: 257 }, (_, at) => ({ name: `mine/${at}/` }))
    expect(await refusalOf(rawZip(names))).toContain('The zip lists 257 files and folders')
  })
})

describe('names that lead elsewhere', () => {
  test.each([
    ['../stub.ts', 'leads to another folder'],
    ['mine/../../stub.ts', 'leads to another folder'],
    ['mine/..', 'leads to another folder'],
    ['mine/./stub.ts', 'leads to another folder'],
    ['mine/.../stub.ts', 'leads to another folder'],
    ['mine/.. /stub.ts', 'leads to another folder'],
    ['mine//stub.ts', 'leads to another folder'],
    ['__MACOSX/../../stub.ts', 'leads to another folder'],
    ['../', 'leads to another folder'],
    ['/etc/cron.d/stub.ts', 'begins at the root of a disk'],
    ['//server/share/stub.ts', 'begins at the root of a disk'],
    ['C:/stub.ts', 'begins with the letter of a disk'],
    ['c:stub.ts', 'begins with the letter of a disk'],
    ['..\\stub.ts', 'has a backslash; folders are parted by "/"'],
    ['mine\\..\\..\\stub.ts', 'has a backslash; folders are parted by "/"'],
    ['\\\\server\\share\\stub.ts', 'has a backslash; folders are parted by "/"'],
    ['', 'is no name'],
    ['mine/stub.ts\0.png', 'holds characters that nobody sees'],
    ['mine/\u202Est.buts', 'holds characters that nobody sees'],
    ['mine/stub.ts\n', 'holds characters that nobody sees'],
  ])('%j', async (name, problem) => {
    const refusal = await refusalOf(rawZip([stub, { name, text: 'x' }]))
    expect(refusal).toContain(
      `, which ${problem}. Zip the exercise's folder as it lies on your disk`,
    )
    expect(refusal).not.toMatch(/[\p{C}]/u)
  })

  test.each([
    '..%2fstub.ts',
    '%2e%2e/stub.ts',
    '..;/stub.ts',
    '~/stub.ts',
    '．．/stub.ts',
    '․․/stub.ts',
    '..／stub.ts',
    'mine/stub.ts:hidden',
    'mine/stub.ts/x',
    'mine/.git/config',
  ])('%j, beside another file and alone', async (name) => {
    expect(await refusalOf(rawZip([{ name, text: 'x' }, stub]))).toMatch(
      /lies in a folder|is no name/,
    )
    expect(await refusalOf(rawZip([{ name, text: 'x' }]))).toMatch(
      /lies in a folder|is no name|unusual signs/,
    )
  })

  test('dots in bytes that are no UTF-8', async () => {
    const name = Buffer.concat([Buffer.from([0xc0, 0xae, 0xc0, 0xae]), Buffer.from('/stub.ts')])
    expect(await refusalOf(rawZip([{ name, text: 'x' }]))).toContain('cannot be read as UTF-8')
  })

  test('a long name is not repeated at length', async () => {
    const refusal = await refusalOf(rawZip([{ name: `${'../'.repeat(20_000)}stub.ts`, text: 'x' }]))
    expect(refusal.length).toBeLessThan(300)
  })

  test('another name in the field that some programs believe more', async () => {
    const evil = Buffer.from('../../evil.ts')
    const field = Buffer.alloc(9 + evil.length)
    field.writeUInt16LE(0x7075, 0)
    field.writeUInt16LE(5 + evil.length, 2)
    field.writeUInt8(1, 4)
    evil.copy(field, 9)
    const { read } = await sent(rawZip([{ ...stub, extra: field }]))
    expect(read).toEqual({ files: { 'stub.ts': 'stub' } })
  })
})

describe('files that are no files', () => {
  const mode = (bits: number) => (bits << 16) >>> 0
  test.each([
    ['a symbolic link', 'mine/stub.ts', unixLink],
    ['a symbolic link to a folder', 'mine/solutions/', unixLink],
    ['a named pipe', 'mine/stub.ts', mode(0o010644)],
    ['a socket', 'mine/stub.ts', mode(0o140644)],
    ['a block device', 'mine/stub.ts', mode(0o060644)],
    ['a character device', 'mine/stub.ts', mode(0o020644)],
    ['a folder called like a file', 'mine/stub.ts', mode(0o040755)],
    ['a link of Windows', 'mine/stub.ts', 0x400],
  ])('%s', async (_, name, attributes) => {
    expect(await refusalOf(rawZip([{ name, text: '/etc/passwd', attributes }]))).toBe(
      `"${name}" in the zip is a link or another special file, and only ordinary files are read. Put the file itself in its place.`,
    )
  })

  test('encrypted ones', async () => {
    const zip = rawZip([{ ...stub, flags: 1, packed: Buffer.alloc(20) }])
    expect(await refusalOf(zip)).toBe(
      '"mine/stub.ts" in the zip is encrypted. Zip the folder again without a password.',
    )
    expect(await refusalOf(rawZip([{ ...stub, flags: 0x41 }]))).toBe(
      `The zip cannot be read (strong encryption is not supported). ${anew}`,
    )
  })

  test.each([1, 9, 12, 14, 93, 99, 65_535])('one packed by method %d', async (method) => {
    expect(await refusalOf(rawZip([{ ...stub, method }]))).toBe(
      `"mine/stub.ts" in the zip is packed by method ${method}; 0 (stored) and 8 (deflate) are read. Choose the ordinary zip format, not one that packs tighter.`,
    )
  })
})

describe('files that stand for one another', () => {
  test('twice the same name', async () => {
    expect(await refusalOf(rawZip([stub, { ...stub, text: 'another' }]))).toBe(
      'The zip holds "stub.ts" twice. Zip the folder again, into a new file.',
    )
  })

  test('the same name but for capitals', async () => {
    expect(await refusalOf(rawZip([stub, { ...stub, name: 'mine/STUB.ts' }]))).toBe(
      'The zip holds "stub.ts" and "STUB.ts", which are one file on many systems. Rename one of them.',
    )
  })
})

describe('texts that are none', () => {
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
  test.each<[string, string | Buffer, string]>([
    ['UTF-16', utf16('export'), 'is UTF-16 text, and wanted is UTF-8. Save it with'],
    ['UTF-16, the other way round', utf16('export').swap16(), 'is UTF-16 text, and wanted is'],
    ['UTF-16 without a mark', Buffer.from('x = 1', 'utf16le'), 'holds a NUL character in line 1'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x78, 0, 0, 0]), 'is UTF-16 text'],
    ['Latin-1', Buffer.from('// é', 'latin1'), 'is not UTF-8 text. Save it with the encoding'],
    ['GBK', Buffer.from([0xd7, 0xa2, 0xca, 0xcd]), 'is not UTF-8 text'],
    ['half a character', Buffer.from([0xe6, 0xb3]), 'is not UTF-8 text'],
    ['a slash in two bytes', Buffer.from([0xc0, 0xaf]), 'is not UTF-8 text'],
    ['half a surrogate pair', Buffer.from([0xed, 0xa0, 0xbd]), 'is not UTF-8 text'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]), 'is not UTF-8 text'],
    ['a NUL character', 'one\ntwo\0three', 'holds a NUL character in line 2'],
  ])('%s', async (_, text, message) => {
    expect(await refusalOf(rawZip([{ ...stub, text }]))).toContain(`"stub.ts" ${message}`)
  })

  test.each([
    ['in CP437', Buffer.from([0x73, 0x74, 0x81, 0x62, 0x2e, 0x74, 0x73])],
    ['in UTF-8', Buffer.from('stüb.ts')],
  ])('a name with an umlaut %s', async (_, name) => {
    for (const flags of [0, 0x800]) {
      expect(await refusalOf(rawZip([{ name, text: 'x', flags }]))).toContain(
        'is no name for a file of an exercise; wanted are lower-case letters, digits',
      )
    }
  })
})

describe('damage', () => {
  const zip = rawZip([stub, { name: 'mine/cases.ts', text: 'cases' }])
  test.each<[string, Buffer, string]>([
    ['nothing at all', Buffer.alloc(0), 'This is no zip file, or not all of one'],
    ['a text', Buffer.from('export const x = 1\n'.repeat(10)), 'This is no zip file'],
    ['the first half', zip.subarray(0, zip.length / 2), 'not all of one: the list of files'],
    ['all but a byte', zip.subarray(0, -1), 'This is no zip file, or not all of one'],
    ['more after the end', Buffer.concat([zip, Buffer.from('more')]), 'goes on for 4 bytes after'],
    ['an end that promises more', rawZip([stub], { commentBytes: 9 }), 'stops 9 bytes before its'],
    ['bytes before the end', rawZip([stub], { beforeEnd: Buffer.alloc(8) }), contradictory],
    ['a list elsewhere', rawZip([stub], { listStart: 0 }), contradictory],
    ['a list that is longer', rawZip([stub], { entries: 2 }), 'The zip cannot be read ('],
    ['a list that is shorter', rawZip([stub, stub], { entries: 1 }), contradictory],
    ['a part of several', rawZip([stub], { disk: 1 }), 'The zip is one part of several.'],
    ['no entries', rawZip([]), 'The zip holds no files.'],
    ['folders alone', rawZip([{ name: 'mine/' }]), 'The zip holds no files.'],
    ['a wrong checksum', rawZip([{ ...stub, crc: 1 }]), '"stub.ts" is damaged: its checksum is'],
    ['a wrong checksum, stored', rawZip([{ ...stub, crc: 1, method: 0 }]), 'its checksum is not'],
    ['less than it says', rawZip([{ ...stub, size: 5 }]), 'unpacks to 4 bytes, and the zip says 5'],
    ['a stored size that differs', rawZip([{ ...stub, method: 0, size: 5 }]), 'size mismatch for'],
    [
      'data that are not packed',
      rawZip([{ ...stub, packed: Buffer.alloc(9, 7) }]),
      'The zip cannot',
    ],
    ['data that end early', rawZip([{ ...stub, packed: spaces(1).subarray(0, 50) }]), 'unpacks to'],
    [
      'data behind the data',
      rawZip([{ ...stub, packed: Buffer.concat([deflateRawSync('stub'), Buffer.from('more')]) }]),
      'unpacks to 4 bytes',
    ],
    [
      'data outside of the file',
      rawZip([{ ...stub, packedSize: 1e9 }]),
      'The zip cannot be read (',
    ],
    [
      'a header outside of it',
      rawZip([stub, { ...stub, headerAt: 1e9 }]),
      'The zip cannot be read',
    ],
    [
      'a header that is none',
      rawZip([stub, { ...stub, headerAt: 3 }]),
      'invalid local file header',
    ],
    [
      'a header outside of it, in the large form',
      rawZip([{ ...stub, headerAt: 0xffffffff, extra: zip64Field(2n ** 63n) }]),
      'The zip cannot be read',
    ],
    [
      'the large form without what it needs',
      rawZip([{ ...stub, size: 0xffffffff, extra: zip64Field() }]),
      'zip64 extended information extra field does not include uncompressed size',
    ],
    [
      'an extra field that is longer than it is',
      rawZip([{ ...stub, extra: Buffer.from([1, 0, 0xff, 0xff]) }]),
      'extra field length exceeds',
    ],
  ])('%s', async (_, bytes, message) => {
    expect(await refusalOf(bytes)).toContain(message)
  })
})

test('after all of that the reader reads what is right, and has grown by nothing to speak of', async () => {
  const bombs = [
    rawZip([{ name: 'mine/stub.ts', packed: spaces(1024), size: 10 }]),
    rawZip([stub, { ...stub, name: '../stub.ts' }]),
    rawZip([{ ...stub, packed: spaces(1).subarray(0, 50) }]),
  ]
  const before = await sent(rawZip([stub]))
  expect(before.read).toEqual({ files: { 'stub.ts': 'stub' } })
  let kept = 0
  for (let round = 0; round < 30; round++) {
    for (const bomb of bombs) kept += (await sent(bomb)).keptMiB
  }
  expect(kept).toBeLessThan(16)
})

describe('over HTTP', () => {
  let server: Server
  let url: string
  beforeAll(async () => {
    const app = express()
    app.use(...readBody)
    app.post('/folder', ...readZipBody, async (req, res) => {
      res.json(await readZip(zipBytes(req)))
    })
    app.post('/other', (req, res) => {
      res.json({ wasRead: req.body !== undefined })
    })
    app.use(answerErrors(pino({ level: 'silent' })))
    server = createServer(app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())

  const zip = new Uint8Array(rawZip([stub]))
  async function posted(
    path: string,
    init: RequestInit,
  ): Promise<{ status: number; body: unknown }> {
    const res = await fetch(url + path, { method: 'POST', ...init })
    return { status: res.status, body: await res.json() }
  }
  const typed = (type: string) => ({ 'Content-Type': type })

  test.each(['application/zip', 'Application/ZIP; x=y', 'application/x-zip-compressed'])(
    'a zip arrives as %s',
    async (type) => {
      expect(await posted('/folder', { body: zip, headers: typed(type) })).toEqual({
        ...{ status: 200, body: { files: { 'stub.ts': 'stub' } } },
      })
    },
  )

  test('a body of nothing is no zip', async () => {
    const { body } = await posted('/folder', { body: '', headers: typed('application/zip') })
    expect(body).toEqual({ refused: expect.stringContaining('This is no zip file') })
  })

  test.each(['application/json', 'application/octet-stream', 'multipart/form-data; boundary=x'])(
    'a body of the type %s is refused',
    async (type) => {
      expect(await posted('/folder', { body: '{}', headers: typed(type) })).toEqual({
        status: 415,
        body: {
          error: {
            code: 'notZip',
            message: `This needs the exercise's folder as a zip file; the type of what was sent is ${type}. Send the zip with "Content-Type: application/zip".`,
          },
        },
      })
    },
  )

  test('a request without a body is refused', async () => {
    expect(await posted('/folder', {})).toMatchObject({ status: 415, body: { error: {} } })
  })

  const tooLarge = {
    status: 413,
    body: {
      error: {
        code: 'bodyTooLarge',
        message:
          'The body of the request is larger than 2048 KiB, which is the most that is read; send less.',
      },
    },
  }

  test('a million entries are too large, whether or not the length is said before', async () => {
    const body = new Uint8Array(46_000_000)
    const headers = typed('application/zip')
    expect(await posted('/folder', { body, headers })).toEqual(tooLarge)
    const stream = new Blob([body]).stream()
    const init = { body: stream, headers, duplex: 'half' } as const
    expect(await posted('/folder', init)).toEqual(tooLarge)
  })

  test('a zip of exactly the limit is read, one byte more is not', async () => {
    const headers = typed('application/zip')
    const most = await posted('/folder', { body: new Uint8Array(2 * MiB), headers })
    expect(most).toMatchObject({ status: 200 })
    expect(await posted('/folder', { body: new Uint8Array(2 * MiB + 1), headers })).toEqual(
      tooLarge,
    )
  })

  test('a zip that is packed once more on the way is not unpacked', async () => {
    const headers = { ...typed('application/zip'), 'Content-Encoding': 'gzip' }
    const body = new Uint8Array(gzipSync(Buffer.alloc(10 * MiB)))
    expect(await posted('/folder', { body, headers })).toMatchObject({ status: 415 })
  })

  test('routes that want no zip never read one', async () => {
    const body = new Uint8Array(5 * MiB)
    expect(await posted('/other', { body, headers: typed('application/zip') })).toEqual({
      ...{ status: 200, body: { wasRead: false } },
    })
  })
})
