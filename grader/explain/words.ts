/**
 * The languages that reports are written in. A second language is a second table with the same
 * functions: everything that is said to students about a report comes out of here.
 */
import { findingSentence, partOf } from './english/findings.ts'
import { hintsFor } from './english/hints.ts'
import { patternSentence } from './english/patterns.ts'
import { placeAlong, placeOf, plural, singular } from './english/places.ts'
import { labels, sentences, verdictWords } from './english/report.ts'

const english = {
  findingSentence,
  partOf,
  hintsFor,
  patternSentence,
  placeAlong,
  placeOf,
  plural,
  singular,
  labels,
  sentences,
  verdictWords,
}

export type Words = typeof english
export type Language = 'en'

const languages: Readonly<Record<Language, Words>> = { en: english }

export function wordsFor(language: Language): Words {
  return languages[language]
}
