/** What a report shows beside its sentences: a line of code, numbers, a picture, inputs, console output. */
import { inert } from './inert.ts'
import { codeFrame, wrap } from './layout.ts'
import type { Failing, Page } from './page.ts'
import { picture } from './picture.ts'
import type { CaseResult, Finding, SourcePlace } from '../report.ts'
import { numbersOf, shapeTable } from './tables.ts'

/** What shows the finding: a line of code, a table, a picture, what was recognised. */
export function evidence(page: Page, finding: Finding, failing: Failing | null): string[][] {
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
        finding.patterns.flatMap((pattern) => wrap(words.patternSentence(pattern), width)),
      ]
    default:
      return []
  }
}

function frame({ width }: Page, place: SourcePlace | null, note: string): string[] {
  return place ? codeFrame(place, note, width) : []
}

/** What the case was given and what it printed: the smallest input that fails where one was found. */
export function around({ report, words, width, colours }: Page, result: CaseResult): string[][] {
  const { sentences, labels } = words
  const smallest = report.counterexample
  const inputs = (smallest ?? result).inputs.flatMap(({ parameter, text }) =>
    indented(`${parameter} = ${text}`, width),
  )
  const results = smallest
    ? [
        sentences.labelled(labels.expected, smallest.expected),
        sentences.labelled(labels.yours, smallest.yours),
      ].flatMap((line) => indented(line, width))
    : []
  const printed = result.console.trimEnd()
  const console = printed ? inert(printed).split('\n') : []
  return [
    inputs.length > 0
      ? [
          ...wrap(smallest ? sentences.smallest(smallest.shrinks) : labels.inputs, width),
          ...inputs,
          ...results,
        ]
      : [],
    console.length > 0
      ? [labels.console, ...firstLines(console, 12).map((line) => colours.faint(`  │ ${line}`))]
      : [],
  ]
}

/** One value: large ones are named by shape, but a record can have many of them. */
function indented(text: string, width: number): string[] {
  return firstLines(wrap(text, width - 2, '  '), 6).map((line) => `  ${line}`)
}

function firstLines(lines: readonly string[], most: number): string[] {
  return lines.length > most ? [...lines.slice(0, most), '…'] : [...lines]
}
