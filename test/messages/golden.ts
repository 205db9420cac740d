/** Golden files: text that people review like copy. `UPDATE_MESSAGES=1` writes them anew. */
import { expect } from '@jest/globals'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Language } from '../../grader/explain/words.ts'

const folders: Readonly<Record<Language, string>> = {
  en: path.join(import.meta.dirname, 'english'),
  zh: path.join(import.meta.dirname, 'chinese'),
}

/** The golden file of a message. */
export function goldenFile(language: Language, name: string): string {
  return path.join(folders[language], `${name}.txt`)
}

/** Fails with a diff when `text` is not what the message's golden file holds. */
export function expectGolden(language: Language, name: string, text: string): void {
  const file = goldenFile(language, name)
  if (process.env['UPDATE_MESSAGES']) writeFileSync(file, `${text}\n`)
  if (!existsSync(file)) throw new Error(`${file} is missing; UPDATE_MESSAGES=1 npm test writes it`)
  expect(`${text}\n`).toBe(readFileSync(file, 'utf8'))
}
