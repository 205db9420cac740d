/**
 * Reports as text: for the terminal, logs and tests, and as the screen reader's version of the page.
 * What is said comes from a table of words (`words.ts`), one for each language.
 */
import { around, evidence } from './explain/evidence.ts'
import { coloursFor, spread, wrap } from './explain/layout.ts'
import { failingCase, type ExplainOptions, type Page } from './explain/page.ts'
import type { CaseResult, Finding, Report } from './report.ts'
import { wordsFor, type Language } from './explain/words.ts'

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

function passedBlocks(page: Page): string[][] {
  const { report, words, colours, width, options } = page
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
    [
      ...(compared ? [sentences.farthest(farthest)] : []),
      ...(compared ? engineLine(page) : []),
    ].flatMap((line) => wrap(line, width).map(colours.faint)),
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
    [
      ...(failing ? again(page, failing.result) : []),
      ...(report.verdict === 'wrongAnswer' ? engineLine(page) : [])
        .flatMap((line) => wrap(line, width))
        .map(colours.faint),
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
    failing?.result.disclosure === 'diagnosis' && finding && hasNumbers(finding)
      ? sentences.hiddenNumbers
      : '',
    finding?.kind === 'timeLimit' ? sentences.timesBefore(before) : '',
    started
      ? sentences.otherCases(
          finding.kind === 'timeLimit' ? [] : others.filter((one) => one.verdict === 'passed'),
          others.filter((one) => one.verdict !== 'passed' && !one.skipped),
          others.filter((one) => one.skipped),
        )
      : '',
  ]
  return lines.filter((line) => line !== '').flatMap((line) => wrap(line, width))
}

function hasNumbers({ kind }: Finding): boolean {
  return ['values', 'nonFinite', 'text', 'invariant'].includes(kind)
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

/** The command that repeats the case, where it is the case that matters. */
function again({ report, words, options }: Page, result: CaseResult): string[] {
  const { finding } = result
  const wholeFile = finding?.kind === 'notImplemented' || (finding && isLoading(finding))
  if (result.disclosure !== 'full' || wholeFile) return []
  const seed = result.kind === 'example' || result.seed === null ? '' : ` --seed ${result.seed}`
  const file = options.file ?? 'yours.ts'
  return [
    words.sentences.again(
      `npm run grade -- ${report.exercise} ${file} --case "${result.name}"${seed}`,
    ),
  ]
}

function isLoading(finding: Finding): boolean {
  return 'while' in finding && finding.while === 'loading'
}

function engineLine({ report, words }: Page): string[] {
  return report.engine
    ? [words.sentences.engine(report.engine.description, report.timings.totalMilliseconds)]
    : []
}
