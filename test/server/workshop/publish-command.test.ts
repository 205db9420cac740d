/** The command is run as authors run it, in a copy of the project with an exercise of their own, against a real server. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Exercise } from '../../../exercises/exercise.ts'
import { writeFacts } from '../../../exercises/facts.ts'
import { folderOf, renamed } from '../../../exercises/folder.ts'
import { exerciseOf } from '../../../exercises/index.ts'
import { startServer, type TestServer } from '../server.ts'

const root = resolve(import.meta.dirname, '../../..')
const slug = 'my-linear'

let server: TestServer
let copy: string
beforeAll(async () => {
  server = await startServer()
  copy = copyOfProject()
}, 120_000)
afterAll(async () => {
  rmSync(copy, { recursive: true })
  await server.close()
})

/** With `linear` under another name, which the server does not know. */
function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'attendant-publish-'))
  for (const part of ['grader', 'reference', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true })
  }
  const exercises = join(root, 'exercises')
  cpSync(exercises, join(folder, 'exercises'), {
    recursive: true,
    filter: (path) => {
      const [first = ''] = relative(exercises, path).split(/[\\/]/)
      return !/^[^.]+$/.test(first) || first === 'proof'
    },
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const files = renamed(folderOf('linear'), { slug, code: 'L40', title: 'My linear' })
  for (const [path, text] of Object.entries(files)) {
    const isReference = path === 'reference.ts'
    const place = isReference ? `reference/${slug}.ts` : `exercises/${slug}/${path}`
    mkdirSync(join(folder, dirname(place)), { recursive: true })
    const inPlace = text.replace("'./reference.ts'", `'../../reference/${slug}.ts'`)
    writeFileSync(join(folder, place), inPlace)
  }
  writeFileSync(
    join(folder, 'exercises/index.ts'),
    `import type { Exercise } from './exercise.ts'
import { exercise as myLinear } from './${slug}/exercise.ts'
export const course: readonly Exercise[] = [myLinear]
export const exerciseOf = (slug: string) => course.find((one) => one.slug === slug)
`,
  )
  return folder
}

async function run(...parameters: string[]) {
  const child = spawn(process.execPath, ['exercises/exercise-command.ts', ...parameters], {
    cwd: copy,
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
  })
  const [stdout, stderr, [code]] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ])
  return { code, stdout: String(stdout), stderr: String(stderr) }
}

const publish = (...more: string[]) =>
  run(
    ...['publish', slug, '--course', 'transformers', '--server', server.url],
    ...['--reason', 'The first one', '--key', server.keys.instructor, '--json', ...more],
  )

/** Ends the next check that is asked for, as a grader would. */
async function gradeOne(proved: boolean): Promise<void> {
  let edition = null
  while (!edition) {
    await sleep(100)
    edition = await server.db.edition.findFirst({
      where: { checkAskedAt: { not: null }, checkEndedAt: null },
    })
  }
  const { id, hash } = edition
  await server.db.exerciseVersion.create({ data: { slug, hash, current: false } })
  const problems = proved ? [] : ['misconception L1 (biasFirst) passes; add a case that it fails']
  const proof = { exercise: slug, version: hash, floor: 0, gap: 100, problems, misconceptions: [] }
  await server.db.exerciseCheck.create({ data: { slug, hash, proved, proof } })
  const facts = writeFacts({ ...(exerciseOf('linear') as Exercise), slug }) as object
  const checkEndedAt = new Date()
  await server.db.edition.update({ where: { id }, data: { facts, checkEndedAt } })
}

test('an exercise is proved here, uploaded, proved there, and published', async () => {
  const [answer] = await Promise.all([publish(), gradeOne(true)])
  expect([answer.code, answer.stderr]).toEqual([0, expect.stringContaining('no problems')])
  const published = JSON.parse(answer.stdout) as { version: string }
  expect(published).toMatchObject({ exercise: slug, kind: 'published' })
  const opened = await server.ask('GET', `/api/exercises/${slug}`)
  expect(opened.body).toMatchObject({
    version: published.version,
    title: exerciseOf('linear')!.title,
  })
  const again = await publish()
  expect(again.code).toBe(0)
  expect(JSON.parse(again.stdout)).toMatchObject({ ...published, kind: 'unchanged' })
}, 400_000)

test('what the server finds is told, and nothing is published', async () => {
  writeFileSync(join(copy, `exercises/${slug}/more.txt`), 'Another version.\n')
  const [{ code, stdout }] = await Promise.all([publish(), gradeOne(false)])
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ kind: 'problems', problems: [expect.stringContaining('biasFirst')] },
  })
  expect(await server.db.edition.count({ where: { publishedAt: { not: null } } })).toBe(1)
}, 400_000)

test('a student may not, and who leaves out why is told how', async () => {
  const refused = await publish('--key', server.keys.studentA)
  // Before it is checked here, which takes its time.
  expect(refused.stderr).not.toContain('misconceptions')
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('this is for instructors'),
  })
  const misused = await run('publish', slug, '--course', 'transformers')
  expect(misused).toMatchObject({ code: 64, stderr: expect.stringContaining('--reason') })
  expect(await run('publish', 'nothing', '--course', 'a', '--reason', 'b')).toMatchObject({
    ...{ code: 64, stderr: expect.stringContaining('There is no exercise "nothing"') },
  })
}, 400_000)
