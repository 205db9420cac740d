/**
 * Reports as text: for the terminal, logs and tests, and as the screen reader's version of the page.
 * What is said comes from a table of words (`words.ts`), one for each language.
 */
import { inert } from './inert.ts'
import { codeFrame, coloursFor, spread, wrap, type Colours } from './layout.ts'
import { numbersOf, shapeTable } from './tables.ts'
import { picture } from './picture.ts'
import type { CaseResult, Finding, Report, SourcePlace } from './report.ts'
import { wordsFor, type Language, type Words } from './words.ts'

export interface ExplainOptions {
  /** How many rungs of the ladder of hints to show; the last one names the mistake. */
  readonly hints?: number
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
interface Page {
  readonly report: Report
  readonly words: Words
  readonly colours: Colours
  readonly width: number
  readonly options: ExplainOptions
}

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
  { subject = 'This exercise', language = 'en' }: { subject?: string; language?: Language } = {},
): string {
  const words = wordsFor(language)
  const patterns = finding.kind === 'values' ? finding.patterns : []
  return [words.findingSentence(finding, subject), ...patterns.map(words.patternSentence)].join(' ')
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
  const times = report.cases.map((one) => Number(one.timesAllowed ?? 0))
  const farthest = Math.round(100 * Math.max(0, ...times))
  const compared = report.cases.some((one) => one.timesAllowed !== null)
  return [
    [colours.good(colours.strong(headline(report, options)))],
    wrap(
      [
        sentences.allPass(report.cases.length),
        report.mode === 'run' ? sentences.handIn : (options.built ?? ''),
      ]
        .join(' ')
        .trim(),
      width,
    ),
    [...(compared ? [sentences.farthest(farthest)] : []), ...engineLine({ report, words })].flatMap(
      (line) => wrap(line, width).map(colours.faint),
    ),
  ]
}

function failedBlocks(page: Page): string[][] {
  const { report, colours, width } = page
  const failing = failingCase(report)
  const finding = report.finding ?? failing?.result.finding ?? null
  const [title, points] = titleOf(page)
  return [
    spread(title, points, width).map((line) => colours.bad(colours.strong(line))),
    whatIsWrong(page, finding),
    ...(finding ? evidence(page, finding, failing) : []),
    ...(failing ? around(page, failing.result) : []),
    hintLines(page, finding),
    [...again(page, failing?.result ?? null), ...engineLine(page).map(colours.faint)],
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
function whatIsWrong({ report, words, width }: Page, finding: Finding | null): string[] {
  const { sentences } = words
  const failing = failingCase(report)
  const numbered = report.cases.map((result, at) => ({ ...result, number: at + 1 }))
  const others = numbered.filter((one) => one.number !== failing?.number)
  const before = numbered.filter((one) => one.number < (failing?.number ?? 0))
  const started = finding && !['compileError', 'notImplemented'].includes(report.verdict)
  const lines = [
    finding
      ? words.findingSentence(finding, report.exercise)
      : sentences.onlyName(failing?.result.name ?? report.exercise),
    finding && failing?.result.disclosure === 'diagnosis' ? sentences.hiddenNumbers : '',
    finding?.kind === 'timeLimit' ? sentences.timesBefore(before) : '',
    started && finding.kind !== 'timeLimit'
      ? sentences.otherCases(
          others.filter((one) => one.verdict === 'passed'),
          others.filter((one) => one.verdict !== 'passed' && !one.skipped),
          others.filter((one) => one.skipped),
        )
      : '',
  ]
  return lines.filter((line) => line !== '').flatMap((line) => wrap(line, width))
}

/** What shows the finding: a line of code, a table, a picture, what was recognised. */
function evidence(page: Page, finding: Finding, failing: Failing | null): string[][] {
  const { report, words, width } = page
  switch (finding.kind) {
    case 'syntax':
    case 'import':
    case 'forbiddenOperation':
      return [frame(page, finding.place, '')]
    case 'threw':
      return [
        frame(
          page,
          finding.place,
          failing && finding.while === 'calling'
            ? words.sentences.whileRunning(failing.number, report.cases.length)
            : '',
        ),
      ]
    case 'shape':
      return [shapeTable(finding, words)]
    case 'nonFinite':
      return [picture(finding, report.tolerance, words)]
    case 'values':
      return [
        numbersOf(finding, words),
        picture(finding, report.tolerance, words),
        wrap(finding.patterns.map(words.patternSentence).join(' '), width),
      ]
    default:
      return []
  }
}

function frame({ width }: Page, place: SourcePlace | null, note: string): string[] {
  return place ? codeFrame(place, note, width) : []
}

/** What the case was given and what it printed: the smallest input that fails where one was found. */
function around({ report, words, width, colours }: Page, result: CaseResult): string[][] {
  const { sentences, labels } = words
  const smallest = report.counterexample
  const inputs = (smallest ?? result).inputs.map(
    ({ parameter, text }) => `  ${parameter} = ${text}`,
  )
  const results = smallest
    ? [`  ${labels.expected}: ${smallest.expected}`, `  ${labels.yours}: ${smallest.yours}`]
    : []
  const short = [...inputs, ...results].every((line) => line.length <= width)
  const printed = result.console.trimEnd()
  const console = printed ? inert(printed).split('\n') : []
  return [
    short && inputs.length > 0
      ? [smallest ? sentences.smallest(smallest.shrinks) : labels.inputs, ...inputs, ...results]
      : [],
    console.length > 0
      ? [labels.console, ...firstLines(console, 12).map((line) => colours.faint(`  │ ${line}`))]
      : [],
  ]
}

function firstLines(lines: readonly string[], most: number): string[] {
  return lines.length > most ? [...lines.slice(0, most), '…'] : [...lines]
}

/** The rungs that were asked for. The last one names the mistake whose numbers are the same. */
function hintLines({ report, words, width, options }: Page, finding: Finding | null): string[] {
  const { sentences } = words
  const { misconception, hints, alsoMatches } = report.diagnosis ?? {
    misconception: null,
    hints: finding ? words.hintsFor(finding) : [],
    alsoMatches: [],
  }
  const rungs = [...hints]
  if (misconception) {
    const also = alsoMatches.length > 0 ? ` ${sentences.alsoSame(alsoMatches)}` : ''
    rungs.push(sentences.sameNumbers(misconception.sameAs, misconception.id) + also)
  }
  const shown = rungs.slice(0, options.hints ?? 1)
  const left = rungs.length - shown.length
  return [
    ...shown.flatMap((rung, at) => wrap(sentences.hint(at + 1, rungs.length, rung), width, '  ')),
    ...(left > 0 ? [`  ${sentences.moreHints(left, rungs.length)}`] : []),
  ]
}

function again({ report, words, options }: Page, result: CaseResult | null): string[] {
  if (!result || result.disclosure !== 'full') return []
  const seed = result.kind === 'example' || result.seed === null ? '' : ` --seed ${result.seed}`
  const file = options.file ?? 'yours.ts'
  return [
    words.sentences.again(
      `npm run grade -- ${report.exercise} ${file} --case "${result.name}"${seed}`,
    ),
  ]
}

function engineLine({ report, words }: Pick<Page, 'report' | 'words'>): string[] {
  return report.engine
    ? [words.sentences.engine(report.engine.description, report.timings.totalMilliseconds)]
    : []
}

interface Failing {
  readonly result: CaseResult
  /** From 1. */
  readonly number: number
}

function failingCase({ cases, firstFailure }: Report): Failing | null {
  const result = firstFailure === null ? undefined : cases[firstFailure]
  return result ? { result, number: (firstFailure as number) + 1 } : null
}
