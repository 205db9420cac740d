/** The command is run as authors run it, in a copy of the project with two exercises. */
import { afterAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative, resolve } from 'node:path'
import { slugsOf, withExercise } from '../../exercises/course-list.ts'

const root = resolve(import.meta.dirname, '../..')

const index = `import { exercise as linear } from './linear/exercise.ts'
import { exercise as softmax } from './softmax/exercise.ts'
import type { Exercise } from './exercise.ts'

export const course: readonly Exercise[] = [
  // The first one.
  softmax,
  linear,
]
`

const copy = copyOfProject()
afterAll(() => {
  rmSync(copy, { recursive: true })
})

function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'attendant-new-'))
  for (const part of ['grader', 'reference', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true })
  }
  // Of the exercises two are enough; others may be being written just now.
  cpSync(join(root, 'exercises'), join(folder, 'exercises'), {
    recursive: true,
    filter: (path) => {
      const [first = ''] = relative(join(root, 'exercises'), path).split(/[\\/]/)
      return !/^[^.]+$/.test(first) || ['proof', 'linear', 'softmax'].includes(first)
    },
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const file = join(folder, 'exercises/index.ts')
  const lookUp = readFileSync(file, 'utf8').split(/^\]\n/m)[1]
  writeFileSync(file, index + (lookUp ?? ''))
  return folder
}

function runNode(...parameters: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, {
    cwd: copy,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  })
  return { code: status, stdout, stderr }
}

const exercise = (...parameters: string[]) =>
  runNode('exercises/exercise-command.ts', ...parameters)
const read = (path: string) => readFileSync(join(copy, path), 'utf8')

interface Made {
  readonly code: string
  readonly title: string
  readonly files: readonly string[]
}
interface Proof {
  readonly solutions: readonly { readonly style: string }[]
  readonly misconceptions: readonly { readonly id: string; readonly namedAs: string }[]
  readonly problems: readonly string[]
}

describe('a new exercise', () => {
  const made = exercise('new', 'row-sums', '--title', "Everybody's sum", '--json')

  test('has all files, and says which', () => {
    expect(made).toMatchObject({ code: 0, stderr: '' })
    const { files, ...rest } = JSON.parse(made.stdout) as Made
    expect(rest).toEqual({ slug: 'row-sums', code: 'E03', title: "Everybody's sum" })
    expect(files.map((file) => basename(file)).sort()).toEqual(
      'cases.ts exercise.ts index.ts loops.ts misconceptions.ts row-sums.ts statement.md stub.ts tensor.ts'.split(
        ' ',
      ),
    )
    for (const file of files) expect(read(file)).not.toBe('')
    expect(read('exercises/index.ts')).toContain('  linear,\n  rowSums,\n]')
  })

  test('fits the types', () => {
    const config = join(copy, 'tsconfig.new.json')
    const include = ['exercises/index.ts', 'exercises/row-sums']
    writeFileSync(config, JSON.stringify({ extends: './tsconfig.json', include }))
    expect(runNode('node_modules/typescript/bin/tsc', '-p', config)).toMatchObject({
      code: 0,
      stdout: '',
    })
  }, 180_000)

  test('runs already, and its check says what is left to write', () => {
    const checked = exercise('check', 'row-sums', '--json', '--backend', 'cpu')
    expect(checked.stderr).toBe('')
    const [proof] = JSON.parse(checked.stdout) as Proof[]
    expect(proof!.problems).toEqual([
      expect.stringMatching(/^cases\.ts still has .* marked ✎, in line \d+; write your own/),
      expect.stringMatching(/^exercise\.ts still has .* in line \d+, \d+, \d+, \d+;/),
      expect.stringMatching(/^misconceptions\.ts still has /),
      expect.stringMatching(/^statement\.md still has /),
      expect.stringMatching(/^stub\.ts still has /),
      expect.stringMatching(/^reference\/row-sums\.ts still has /),
      'misconceptions.ts has 1; at least five are wanted',
    ])
    expect(proof!.misconceptions).toMatchObject([{ id: 'RS1', namedAs: 'RS1' }])
    expect(checked.code).toBe(1)
  }, 120_000)

  test('says in words what to do next', () => {
    const { code, stdout } = exercise('new', 'column-sums', '--track', 'Numerics')
    expect(stdout).toContain('E04 Column sums is made:\n  exercises/column-sums/statement.md\n')
    expect(stdout).toContain('npm run check -- column-sums\n')
    expect(code).toBe(0)
  })
})

describe('an exercise is refused', () => {
  test.each([
    ['when it exists', ['softmax'], 'exercises/softmax exists already; wanted a slug that is free'],
    ['when a file of ours has its name', ['pack'], 'reference/pack.ts exists already; wanted'],
    [
      'when its slug has capitals',
      ['RowMeans'],
      '"RowMeans" is no slug; wanted lower-case words joined by "-", such as rotary-positions; try row-means.',
    ],
    ['when its slug leads elsewhere', ['../x'], '"../x" is no slug; wanted lower-case words'],
    ['when no function can have its name', ['delete'], 'cannot be called delete here; wanted'],
    ['when its code is no code', ['row-means', '--code', '11'], '"11" is no code; wanted a code'],
    [
      'when its code is in use',
      ['row-means', '--code', 'E02'],
      'E02 is the code of exercises/softmax; wanted a code of its own, such as E0',
    ],
    ['when its title is blank', ['row-means', '--title', ' '], 'is " "; wanted one line of words'],
  ])('%s, and nothing is written', (_, parameters, due) => {
    const before = read('exercises/index.ts')
    const { code, stdout, stderr } = exercise('new', ...parameters)
    expect(stderr).toContain(due)
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' })
    expect(read('exercises/index.ts')).toBe(before)
  })
})

describe('the list of the course', () => {
  test('takes a new exercise after the one that is named', () => {
    const text = withExercise(index, { name: 'masks', slug: 'masks' }, 'softmax')
    expect(slugsOf(text)).toEqual(['softmax', 'masks', 'linear'])
    expect(text.indexOf("'./masks/")).toBeGreaterThan(text.indexOf("'./linear/"))
    expect(text.indexOf("'./masks/")).toBeLessThan(text.indexOf("'./softmax/"))
  })

  test.each(['a-first', 'zz-last'])('keeps its imports in order with %s', (slug) => {
    const text = withExercise(index, { name: 'another', slug }, null)
    const imported = Array.from(text.matchAll(/from '(\.\/.*)\/exercise\.ts'/g), ([, path]) =>
      basename(path as string),
    )
    expect(imported).toEqual([...imported].sort())
    expect(slugsOf(text)).toEqual(['softmax', 'linear', slug])
  })

  test('of the real course can be read', () => {
    const text = readFileSync(join(root, 'exercises/index.ts'), 'utf8')
    expect(slugsOf(text)).toContain('softmax')
  })

  test('is refused when an import has no entry', () => {
    expect(() => slugsOf(index.replace('  linear,\n', ''))).toThrow(
      'imports 2 exercises and lists 1 in "course"; wanted one import line and one entry for each',
    )
  })
})
