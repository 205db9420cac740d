/** Golden files: text that people review like copy. `UPDATE_MESSAGES=1` writes them anew. */
import { expect } from '@jest/globals'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const folder = import.meta.dirname

/** Fails with a diff when `text` is not what test/messages/<name>.txt holds. */
export function expectGolden(name: string, text: string): void {
  const file = path.join(folder, `${name}.txt`)
  if (process.env['UPDATE_MESSAGES']) writeFileSync(file, `${text}\n`)
  if (!existsSync(file)) {
    throw new Error(`test/messages/${name}.txt is missing; UPDATE_MESSAGES=1 npm test writes it`)
  }
  expect(`${text}\n`).toBe(readFileSync(file, 'utf8'))
}
