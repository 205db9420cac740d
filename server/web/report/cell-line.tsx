import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { wordsFor } from '../../../grader/explain.ts'
import { currentLanguage } from '../language.ts'
import { cellAt, type Difference, type Tolerance } from './difference.ts'
import { cellTexts, timesNumber } from './numbers.ts'
import { indexAt } from './places.ts'
import classes from './tensor-diff.module.css'

/** The numbers of the cell that is pointed at, said when it changes. */
export function CellLine({
  axes,
  difference,
  tolerance,
  position,
}: {
  axes: readonly string[]
  difference: Difference
  tolerance: Tolerance
  position: number
}): ReactNode {
  const { t } = useTranslation('report')
  const language = currentLanguage()
  const { labels, placeOf } = wordsFor(language)
  const { shape, dtype } = difference.expected
  const cell = cellAt(difference, tolerance, position)
  const texts = cellTexts(cell, dtype)
  return (
    <p className={classes.cell} role="status">
      <strong>{placeOf(axes, indexAt(shape, position))}</strong>
      <span>
        {labels.expected} <b>{texts.expected}</b>
      </span>
      <span>
        {labels.yours} <b>{texts.yours}</b>
      </span>
      {texts.offBy !== null && (
        <span>
          {labels.offBy} <b>{texts.offBy}</b>
        </span>
      )}
      <span className={cell.wrong ? classes.bad : classes.good}>
        {!cell.wrong
          ? `✓ ${labels.right}`
          : Number.isFinite(cell.times)
            ? `✗ ${t('times', { times: timesNumber(cell.times, language) })}`
            : `✗ ${t('wrong')}`}
      </span>
    </p>
  )
}
