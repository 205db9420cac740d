/** Everything that is said in Chinese. */
import { findingSentence } from './findings.ts'
import { hintsFor } from './hints.ts'
import { patternSentence } from './patterns.ts'
import { placeAlong, placeOf, singular } from './places.ts'
import { labels, sentences, verdictWords } from './report.ts'

export const chinese = {
  findingSentence,
  hintsFor,
  patternSentence,
  placeAlong,
  placeOf,
  /** Chinese has no plural. */
  plural: singular,
  singular,
  labels,
  sentences,
  verdictWords,
}
