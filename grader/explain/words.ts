/**
 * The languages that reports are written in, each a table with the same functions: everything that is
 * said to students about a report comes out of here.
 */
import { chinese } from './chinese/words.ts'
import { english } from './english/words.ts'

export type Words = typeof english
export const languageNames = ['en', 'zh'] as const
export type Language = (typeof languageNames)[number]

const tables: Readonly<Record<Language, Words>> = { en: english, zh: chinese }

export function wordsFor(language: Language): Words {
  return tables[language]
}
