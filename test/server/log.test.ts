import { afterAll, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '../../server/processes/log.ts'

const folder = mkdtempSync(join(tmpdir(), 'attendant-log-'))
mkdirSync(join(folder, 'logs'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('a log whose disk is full loses lines, stops nobody, and goes on when there is room', () => {
  const file = join(folder, 'logs', 'grader.log')
  // A device that is always full.
  symlinkSync('/dev/full', file)
  const log = openLog(folder, 'grader')
  expect(() => {
    log.write('lost')
  }).not.toThrow()
  unlinkSync(file)
  log.write('kept')
  expect(readFileSync(file, 'utf8')).toBe('kept\n')
})
