/**
 * Reports as text: for the terminal, logs and tests, and as the screen reader's version of the page.
 * What is said comes from a table of words (`words.ts`), one for each language.
 */
import { around, evidence } from './explain/evidence.ts'
import { coloursFor, spread, wrap } from './explain/layout.ts'
import { failingCase, type ExplainOptions, type Page } from './explain/page.ts'
import type { CaseResult, Finding, Report, Verdict } from './report.ts'
import { wordsFor, type Language } from './explain/words.ts'

/** For a page that draws what is told here: numbers, places and text are written there as they are here. */
export { digitsFor, shapeText } from './explain/digits.ts'
export { inert, inertLine } from './explain/inert.ts'
export { wordsFor, type Language } from './explain/words.ts'
export { fromAnyNumber, unpack } from './packed.ts'
export { allowedAt, classOf, timesOver } from './tolerance.ts'

/** The whole report as text, without a line break at its end. */
export function explainReport(report: Report, options: ExplainOptions = {}): string {
  const page: Page = {
    report,
    words: wordsFor(options.language ?? 'en'),
    colours: coloursFor(options.colour ?? false),
    width: options.width ?? 80,
    options,
  }
  const blocks = report.verdict === 'passed' ? passedBlocks(page) : failedBlocks(page)
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

/** One or two sentences for a finding: what is wrong, and the patterns that are seen in it. */
export function explainFinding(
  finding: Finding,
  { subject, language = 'en' }: { subject?: string; language?: Language } = {},
): string {
  const { findingSentence, sentences, labels } = wordsFor(language)
  return sentences.together([
    findingSentence(finding, subject ?? labels.thisExercise),
    ...explainPatterns(finding, language),
  ])
}

/** A sentence for each pattern that is seen in wrong values. */
export function explainPatterns(finding: Finding, language: Language = 'en'): string[] {
  return finding.kind === 'values' ? finding.patterns.map(wordsFor(language).patternSentence) : []
}

/** A few words for how grading ended: "wrong answer". */
export function verdictWord(verdict: Verdict, language: Language = 'en'): string {
  return wordsFor(language).verdictWords[verdict]
}

/**
 * The whole ladder of hints in order: questions, then the sentence that names the mistake, where one
 * was recognised. Its questions are the exercise's own, in English; all other rungs are in `language`.
 */
export function hintRungs(
  report: Report,
  { language = 'en' }: { language?: Language } = {},
): string[] {
  const { hintsFor, sentences } = wordsFor(language)
  const { misconception, hints, alsoMatches } = report.diagnosis ?? {}
  const finding = findingOf(report)
  if (!misconception) return finding ? hintsFor(finding) : []
  const named = sentences.together([
    sentences.sameNumbers(misconception.sameAs, misconception.id),
    alsoMatches?.length ? sentences.alsoSame(alsoMatches) : '',
  ])
  return [...(hints ?? []), named]
}

/** How the cases beside the one that is explained ended; empty where none was run or there are none. */
export function otherCasesSentence(report: Report, language: Language = 'en'): string {
  const finding = findingOf(report)
  if (!finding || ['compileError', 'notImplemented'].includes(report.verdict)) return ''
  const failing = failingCase(report)
  const others = numbered(report).filter((one) => one.number !== failing?.number)
  return wordsFor(language).sentences.otherCases(
    // Of a time limit it is said before how long they took.
    finding.kind === 'timeLimit' ? [] : others.filter((one) => one.verdict === 'passed'),
    others.filter((one) => one.verdict !== 'passed' && !one.skipped),
    others.filter((one) => one.skipped),
  )
}

/** How near the farthest value came to its limit; null where no values were compared. */
export function farthestSentence({ cases }: Report, language: Language = 'en'): string | null {
  const compared = cases.flatMap(({ timesAllowed }) => timesAllowed ?? [])
  if (compared.length === 0) return null
  return wordsFor(language).sentences.farthest(Math.round(100 * Math.max(...compared.map(Number))))
}

/** What the values were compared with, and how long it took; null where no engine was asked. */
export function engineSentence(
  { engine, timings }: Report,
  language: Language = 'en',
): string | null {
  return (
    engine && wordsFor(language).sentences.engine(engine.description, timings.totalMilliseconds)
  )
}

/** The command that repeats a case in a terminal; null where it would say nothing more. */
export function againCommand(
  { exercise }: Report,
  { name, kind, seed, disclosure, finding }: CaseResult,
  file: string,
): string | null {
  const wholeFile = finding?.kind === 'notImplemented' || (finding && isLoading(finding))
  if (disclosure !== 'full' || wholeFile) return null
  const seeded = kind === 'example' || seed === null ? '' : ` --seed ${seed}`
  return `npm run grade -- ${exercise} ${file} --case "${name}"${seeded}`
}

/** One line for lists and logs: "✗ attention · some values are wrong · case 3 of 6 · five tokens, causal". */
export function headline(
  report: Report,
  { language = 'en' }: { language?: Language } = {},
): string {
  const words = wordsFor(language)
  const failing = failingCase(report)
  return [
    `${report.verdict === 'passed' ? '✓' : '✗'} ${report.exercise}`,
    words.verdictWords[report.verdict],
    failing && words.sentences.caseOf(failing.number, report.cases.length, failing.result.name),
    words.sentences.points(report.points, report.maxPoints),
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

function passedBlocks({ report, words, colours, width, options }: Page): string[][] {
  const { sentences } = words
  const farthest = farthestSentence(report, options.language)
  return [
    [colours.good(colours.strong(headline(report, options)))],
    wrap(
      sentences.together([
        sentences.allPass(report.cases.length),
        report.mode === 'run' ? sentences.handIn : (options.built ?? ''),
      ]),
      width,
    ),
    [farthest, farthest && engineSentence(report, options.language)]
      .flatMap((line) => (line ? wrap(line, width) : []))
      .map(colours.faint),
  ]
}

function failedBlocks(page: Page): string[][] {
  const { report, words, colours, width, options } = page
  const failing = failingCase(report)
  const finding = findingOf(report)
  const again = failing && againCommand(report, failing.result, options.file ?? 'yours.ts')
  const engine = report.verdict === 'wrongAnswer' && engineSentence(report, options.language)
  const [title, points] = titleOf(page)
  return [
    spread(title, points, width).map((line) => colours.bad(colours.strong(line))),
    whatIsWrong(page, finding),
    ...(finding ? evidence(page, finding, failing) : []),
    ...(failing ? around(page, failing.result) : []),
    hintLines(page),
    [
      ...(again ? [words.sentences.again(again)] : []),
      ...(engine ? wrap(engine, width).map(colours.faint) : []),
    ],
  ]
}

function titleOf({ report, words }: Page): [string, string] {
  const failing = failingCase(report)
  const points = words.sentences.points(report.points, report.maxPoints)
  return failing
    ? [
        `✗ ${words.sentences.caseOf(failing.number, report.cases.length, failing.result.name)}`,
        `${report.exercise} · ${points}`,
      ]
    : [`✗ ${report.exercise} · ${words.verdictWords[report.verdict]}`, points]
}

/** The sentence for the finding, and how the other cases ended. */
function whatIsWrong({ report, words, width, options }: Page, finding: Finding | null): string[] {
  const { sentences } = words
  const failing = failingCase(report)
  const before = numbered(report).filter((one) => one.number < (failing?.number ?? 0))
  const lines = [
    finding
      ? words.findingSentence(finding, report.exercise)
      : sentences.onlyName(failing?.result.name ?? report.exercise),
    failing?.result.disclosure === 'diagnosis' && finding && hasLostItsNumbers(finding)
      ? sentences.hiddenNumbers
      : '',
    finding?.kind === 'timeLimit' ? sentences.timesBefore(before) : '',
    otherCasesSentence(report, options.language),
  ]
  return lines.filter((line) => line !== '').flatMap((line) => wrap(line, width))
}

/** As `disclose` leaves it; at one's own terminal every case shows its numbers. */
function hasLostItsNumbers(finding: Finding): boolean {
  switch (finding.kind) {
    case 'values':
    case 'nonFinite':
      return finding.first === null
    case 'text':
      return finding.yours === null
    case 'invariant':
      return finding.seen === null
    default:
      return false
  }
}

/** The rungs that were asked for, and how to see more. */
function hintLines({ report, words, width, options }: Page): string[] {
  const { sentences } = words
  const { shown, total } = options.ladder ?? ladderOf(hintRungs(report, options), options.hints)
  const left = total - shown.length
  const inTerminal = (options.moreHints ?? 'terminal') === 'terminal'
  return [
    ...shown.flatMap((rung, at) => wrap(sentences.hint(at + 1, total, rung), width, '  ')),
    ...(left > 0 && inTerminal ? [`  ${sentences.moreHints(left, total)}`] : []),
  ]
}

function ladderOf(rungs: readonly string[], hints = 1): { shown: string[]; total: number } {
  return { shown: rungs.slice(0, hints), total: rungs.length }
}

function findingOf(report: Report): Finding | null {
  return report.finding ?? failingCase(report)?.result.finding ?? null
}

function numbered({ cases }: Report): (CaseResult & { readonly number: number })[] {
  return cases.map((result, at) => ({ ...result, number: at + 1 }))
}

function isLoading(finding: Finding): boolean {
  return 'while' in finding && finding.while === 'loading'
}
