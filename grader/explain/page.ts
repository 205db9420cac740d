/** What all parts of a report's text are written from. */
import type { Colours } from './layout.ts'
import type { CaseResult, Report } from '../report.ts'
import type { Language, Words } from './words.ts'

export interface ExplainOptions {
  /** How many rungs of the ladder of hints to show; the last one names the mistake. */
  readonly hints?: number
  /** The rungs themselves, where they were unlocked elsewhere and the report does not hold them. */
  readonly ladder?: { readonly shown: readonly string[]; readonly total: number }
  /** Where it is read: a terminal is told which option shows more hints, a page has its own way. */
  readonly moreHints?: 'terminal' | 'page'
  /** Characters in a line. */
  readonly width?: number
  /** ANSI colours. */
  readonly colour?: boolean
  /** The exercise's sentence for what a student has built who passes. */
  readonly built?: string
  /** The student's file, for the line that repeats the case. */
  readonly file?: string
  readonly language?: Language
}

/** What everything below needs to write a report. */
export interface Page {
  readonly report: Report
  readonly words: Words
  readonly colours: Colours
  readonly width: number
  readonly options: ExplainOptions
}

export interface Failing {
  readonly result: CaseResult
  /** From 1. */
  readonly number: number
}

/** The first case that fails. */
export function failingCase({ cases, firstFailure }: Report): Failing | null {
  const result = firstFailure === null ? undefined : cases[firstFailure]
  return result ? { result, number: (firstFailure as number) + 1 } : null
}
