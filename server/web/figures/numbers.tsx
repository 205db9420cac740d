/** Figures as numbers: for screen readers, for copying, and for whoever would rather read. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './figures.module.css'
import type { Matrix } from './grid.tsx'

/** More cells than this nobody reads: the picture itself says the number of each. */
const mostCells = 400

interface Named extends Matrix {
  readonly name: string
}

/** The matrices as tables, to be unfolded; nothing when they are too large. */
export function Numbers({
  matrices,
  write,
}: {
  matrices: readonly Named[]
  write: (value: number) => string
}): ReactNode {
  const { t } = useTranslation('figures')
  if (matrices.some(({ values }) => values.length > mostCells)) return null
  return (
    <details className={classes.numbers}>
      <summary>{t('asNumbers')}</summary>
      <div className={classes.tables}>
        {matrices.map(({ name, rows, columns, values }) => (
          <table key={name}>
            <caption>{name}</caption>
            <thead>
              <tr>
                <td />
                {columns.map((column, at) => (
                  <th key={at} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, r) => (
                <tr key={r}>
                  <th scope="row">{row}</th>
                  {columns.map((_, c) => (
                    <td key={c}>{write(values[r * columns.length + c] as number)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </details>
  )
}

/** A weight between 0 and 1 in as few characters as tell it from 0 and 1: "0", "0.27", "1". */
export function weightText(weight: number): string {
  if (!Number.isFinite(weight) || Number.isInteger(weight)) return numberText(weight)
  return weight.toFixed(2)
}

/** Three digits that count, and a real minus. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  return String(Number(value.toPrecision(3))).replace('-', '−')
}
