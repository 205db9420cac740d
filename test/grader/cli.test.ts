import { afterAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { languageOf } from '../../grader/language.ts'
import { Report } from '../../grader/report.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'attendant-cli-'))
const right = join(root, 'exercises/attention/solutions/tensor.ts')
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Runs the command as `npm run grade --` does, without a terminal. */
function run(...parameters: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'grader/cli.ts'), ...parameters],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  )
  return { code: status, out: stdout, err: stderr }
}

function file(name: string, source: string): string {
  const path = join(folder, name)
  writeFileSync(path, source)
  return path
}

describe('npm run grade', () => {
  test('prints that a right file passes and exits with 0', () => {
    const { code, out } = run('attention', right)
    expect(out).toContain('passed')
    expect(code).toBe(0)
  })

  test('exits with 0 for a wrong file too, and prints no colours into a pipe', () => {
    const wrong = file('wrong.ts', 'export function attention(q: unknown) {\n  return q\n}\n')
    const { code, out } = run('attention', wrong)
    expect(code).toBe(0)
    expect(out).toMatch(/✗/)
    expect(out).not.toContain('\u001b')
  })

  test('--language, or the terminal, says which language the report is in', () => {
    expect(run('attention', right, '--language', 'zh').out).toContain('用例都通过了')
    expect(languageOf({ LANG: 'zh_CN.UTF-8' })).toBe('zh')
    expect(languageOf({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).toBe('en')
    expect(languageOf({ LANG: 'zh', LC_ALL: '' })).toBe('zh')
    expect(languageOf({ ATTENDANT_LANGUAGE: 'zh', LC_ALL: 'de_DE.UTF-8' })).toBe('zh')
    expect(languageOf({})).toBe('en')
    expect(run('attention', right, '--language', 'tlh')).toMatchObject({ code: 64 })
  })

  test('--json prints the report', () => {
    const { code, out } = run('attention', right, '--json', '--seed', '7')
    expect(code).toBe(0)
    expect(Report.parse(JSON.parse(out)).verdict).toBe('passed')
  })

  test('--case and --seed repeat one case', () => {
    const { out } = run('attention', right, '--json', '--case', '1', '--seed', '7')
    const report = Report.parse(JSON.parse(out))
    expect(report.cases).toHaveLength(1)
    expect(report.cases[0]?.seed).toBe(7)
  })

  test.each([
    { name: 'an unknown exercise', parameters: ['atention', right], says: 'attention' },
    { name: 'no file', parameters: ['attention'], says: "missing required argument 'file'" },
    {
      name: 'a file that is not there',
      parameters: ['attention', '/nowhere.ts'],
      says: '/nowhere.ts',
    },
    {
      name: 'an unknown case',
      parameters: ['attention', right, '--case', 'x'],
      says: 'There is no case "x"',
    },
    {
      name: 'a seed that is no number',
      parameters: ['attention', right, '--seed', 'x'],
      says: 'seed',
    },
  ])('exits with 64 for $name and says so', ({ parameters, says }) => {
    const { code, err } = run(...parameters)
    expect(err).toContain(says)
    expect(code).toBe(64)
  })

  test('refuses a file that is not UTF-8', () => {
    const path = join(folder, 'latin1.ts')
    writeFileSync(path, Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]))
    const { code, err } = run('attention', path)
    expect(err).toContain('UTF-8')
    expect(code).toBe(64)
  })

  test('--help names the exit codes', () => {
    const { code, out } = run('--help')
    expect(code).toBe(0)
    expect(out).toContain('64')
  })
})
