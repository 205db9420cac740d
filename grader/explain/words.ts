/**
 * The languages that reports are written in, each a table with the same functions: everything that is
 * said to students about a report comes out of here.
 */
import * as chineseFindings from './chinese/findings.ts'
import * as chineseHints from './chinese/hints.ts'
import * as chinesePatterns from './chinese/patterns.ts'
import * as chinesePlaces from './chinese/places.ts'
import * as chineseReport from './chinese/report.ts'
import * as englishFindings from './english/findings.ts'
import * as englishHints from './english/hints.ts'
import * as englishPatterns from './english/patterns.ts'
import * as englishPlaces from './english/places.ts'
import * as englishReport from './english/report.ts'

type Findings = Pick<typeof englishFindings, 'findingSentence'>
type Hints = typeof englishHints
type Patterns = typeof englishPatterns
type Places = Pick<typeof englishPlaces, 'placeAlong' | 'placeOf' | 'plural' | 'singular'>
type Surroundings = Pick<typeof englishReport, 'labels' | 'sentences' | 'verdictWords'>

export type Words = Findings & Hints & Patterns & Places & Surroundings
export const languageNames = ['en', 'zh'] as const
export type Language = (typeof languageNames)[number]

const tables: Readonly<Record<Language, Words>> = {
  en: {
    ...englishFindings,
    ...englishHints,
    ...englishPatterns,
    ...englishPlaces,
    ...englishReport,
  },
  zh: {
    ...chineseFindings,
    ...chineseHints,
    ...chinesePatterns,
    ...chinesePlaces,
    ...chineseReport,
  },
}

export function wordsFor(language: Language): Words {
  return tables[language]
}
