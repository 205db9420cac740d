import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exerciseVersion, hashOfFiles, withImports } from '../../exercises/version.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'version-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

test('an exercise has a version of 16 hexadecimal digits, the same each time', () => {
  expect(exerciseVersion('attention')).toMatch(/^[0-9a-f]{16}$/)
  expect(exerciseVersion('attention')).toBe(exerciseVersion('attention'))
})

test('an unknown exercise is named', () => {
  expect(() => exerciseVersion('no-such')).toThrow('no exercise "no-such"')
})

test('contents and names count; the order of the files and their line endings do not', () => {
  const [a, b] = [write('a.md', 'one\ntwo'), write('b.md', 'three')]
  const version = hashOfFiles(folder, [a, b])
  expect(hashOfFiles(folder, [b, a])).toBe(version)

  write('a.md', 'one\r\ntwo')
  expect(hashOfFiles(folder, [a, b])).toBe(version)

  write('a.md', 'one\ntwo!')
  expect(hashOfFiles(folder, [a, b])).not.toBe(version)

  const renamed = [write('c.md', 'one\ntwo'), b]
  expect(hashOfFiles(folder, renamed)).not.toBe(version)
})

test('files that are imported at run time belong to the version, packages and types do not', () => {
  const cases = write(
    'cases.ts',
    [
      `import type { Shape } from './types.ts'`,
      `import { z } from 'zod'`,
      `import './effects.ts'`,
      `import {`,
      `  softmax,`,
      `} from './softmax.ts'`,
      `export { mask } from './mask.ts'`,
    ].join('\n'),
  )
  const softmax = write('softmax.ts', `import { softmax as again } from './cases.ts'\n`)
  const [effects, mask] = [write('effects.ts', ''), write('mask.ts', '')]
  write('types.ts', '')
  expect([...withImports([cases])].sort()).toStrictEqual([cases, effects, mask, softmax].sort())
})
