/** Everything that is said in English. */
import { findingSentence } from './findings.ts'
import { hintsFor } from './hints.ts'
import { patternSentence } from './patterns.ts'
import { placeAlong, placeOf, plural, singular } from './places.ts'
import { labels, sentences, verdictWords } from './report.ts'

export const english = {
  findingSentence,
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
