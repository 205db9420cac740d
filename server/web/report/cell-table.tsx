import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { wordsFor } from '../../../grader/explain.ts'
import { currentLanguage } from '../language.ts'
import { cellAt, type Difference, type Tolerance } from './difference.ts'
import { cellTexts } from './numbers.ts'
import { layersOf, placeAt, positionAt, windowAround } from './places.ts'
import classes from './tensor-diff.module.css'

/** At most so many rows and columns: more would not be read. */
const most = 8

/** The maps as numbers: a window around the chosen cell, for screen readers and for copying. */
export function CellTable({
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
  const { labels, placeAlong, placeOf } = wordsFor(currentLanguage())
  const { shape, dtype } = difference.expected
  const place = placeAt(shape, position)
  const { rows, columns } = layersOf(shape)
  const shownRows = windowAround(place.row, rows, most)
  const shownColumns = windowAround(place.column, columns, most)
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('asText')}>
      <table className={classes.table}>
        <caption>
          {place.slice.length > 0 && `${placeOf(axes.slice(0, -2), place.slice)} · `}
          {t('tableCaption')}
        </caption>
        <thead>
          <tr>
            <td />
            {shownColumns.map((column) => (
              <th key={column} scope="col">
                {placeAlong(axes.at(-1)!, column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shownRows.map((row) => (
            <tr key={row}>
              <th scope="row">{shape.length < 2 ? '' : placeAlong(axes.at(-2)!, row)}</th>
              {shownColumns.map((column) => {
                const at = positionAt(shape, { ...place, row, column })
                const cell = cellAt(difference, tolerance, at)
                const texts = cellTexts(cell, dtype)
                return (
                  <td key={column} data-wrong={cell.wrong || undefined}>
                    {cell.wrong ? `✗ ${texts.yours}` : `✓ ${texts.yours}`}
                    {cell.wrong && (
                      <small>
                        {labels.expected} {texts.expected}
                      </small>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
