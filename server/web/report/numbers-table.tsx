import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { digitsFor, fromAnyNumber, unpack, wordsFor } from '../../../grader/explain.ts'
import type { Cell, Finding } from '../../../grader/report.ts'
import { currentLanguage } from '../language.ts'
import type { Tolerance } from './difference.ts'
import { timesNumber } from './numbers.ts'
import classes from './report.module.css'

/** The first wrong value and the worst, beside what is expected there; nothing where a case hides its numbers. */
export function NumbersTable({
  finding,
  tolerance,
}: {
  finding: Extract<Finding, { kind: 'values' | 'nonFinite' }>
  tolerance: Tolerance
}): ReactNode {
  const { t } = useTranslation('report')
  const language = currentLanguage()
  const { labels, placeOf } = wordsFor(language)
  const { first, axes } = finding
  const worst = finding.kind === 'values' ? finding.worst : null
  if (!first) return null
  const isBool = finding.expected !== null && unpack(finding.expected).dtype === 'bool'
  const cells = [
    { mark: '□', name: labels.first, cell: first },
    ...(worst && worst.index.join() !== first.index.join()
      ? [{ mark: '◆', name: labels.worst, cell: worst }]
      : []),
  ]
  const write = writerFor(
    cells.map(({ cell }) => cell),
    // Beside NaN nothing is allowed, and nothing says how many digits matter.
    { isBool, smallest: finding.kind === 'nonFinite' ? tolerance.absolute : undefined },
  )
  const hasDistance = !isBool && finding.kind === 'values'
  return (
    <div
      className={classes.scroll}
      role="region"
      aria-label={`${labels.first}, ${labels.worst}`}
      tabIndex={0}
    >
      <table className={classes.numbers}>
        <thead>
          <tr>
            <td />
            <th scope="col">{labels.expected}</th>
            <th scope="col">{labels.yours}</th>
            {hasDistance && (
              <>
                <th scope="col">{labels.offBy}</th>
                <th scope="col">{labels.allowed}</th>
              </>
            )}
            <th scope="col">{t('where')}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map(({ mark, name, cell }) => (
            <tr key={name}>
              <th scope="row">
                <span aria-hidden>{mark}</span> {name}
              </th>
              <td>{write(cell.expected)}</td>
              <td className={classes.bad}>{write(cell.yours)}</td>
              {hasDistance && (
                <>
                  <td>
                    {write(cell.offBy)} <small>{timesOf(cell, language)}</small>
                  </td>
                  <td>{write(cell.allowed)}</td>
                </>
              )}
              <td className={classes.place}>{placeOf(axes, cell.index)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function writerFor(
  cells: readonly Cell[],
  { isBool, smallest }: { isBool: boolean; smallest: number | undefined },
): (number: Cell['expected']) => string {
  if (isBool) return (number) => (number === 1 ? 'true' : 'false')
  return digitsFor(
    cells.flatMap(({ expected, yours }) => [expected, yours]),
    smallest ?? Math.min(...cells.map(({ allowed }) => allowed)),
  )
}

function timesOf({ offBy, allowed }: Cell, language: string): string {
  const times = fromAnyNumber(offBy) / allowed
  return Number.isFinite(times) ? `(${timesNumber(times, language)} ×)` : ''
}
