/** Figures and pictures that are matrices, each with what its cells mean. */
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../../exercises/figures.ts'
import { signedScale, weightScale } from './colours.ts'
import classes from './figures.module.css'
import { Grid, type Matrix } from './grid.tsx'
import { Numbers, numberText, weightText } from './numbers.tsx'

/** A mask of true and false, or of weights. */
export function MaskFigure({
  figure: { queries, keys, cells },
}: {
  figure: Extract<Figure, { kind: 'mask' }>
}): ReactNode {
  const { t } = useTranslation('figures')
  const isMask = cells.flat().every((cell) => typeof cell === 'boolean')
  const matrix = useMemo(
    () => ({ rows: queries, columns: keys, values: cells.flat().map(Number) }),
    [queries, keys, cells],
  )
  const label = t('maskOf', { rows: queries.length, columns: keys.length })
  const write = isMask ? markOf : weightText
  return (
    <div className={classes.drawing}>
      <Grid
        matrix={matrix}
        scale={weightScale}
        label={label}
        rowName={t('query')}
        columnName={t('key')}
        write={write}
        say={(row, column) => {
          const [query, key] = [queries[row] ?? '', keys[column] ?? '']
          const cell = cells[row]?.[column]
          if (typeof cell !== 'number') return t(cell ? 'mayLook' : 'mayNotLook', { query, key })
          return t('weight', { query, key, weight: weightText(cell) })
        }}
      />
      <Numbers matrices={[{ ...matrix, name: label }]} write={write} />
    </div>
  )
}

function markOf(cell: number): string {
  return cell === 1 ? '✓' : '·'
}

export function MatrixFigure({
  figure: { rows, columns, values },
}: {
  figure: Extract<Figure, { kind: 'matrix' }>
}): ReactNode {
  const matrix = useMemo(() => ({ rows, columns, values: values.flat() }), [rows, columns, values])
  return <SignedMap matrix={matrix} rowName="" columnName="" label={null} />
}

/** The table of sinusoidal positions, from its formula. */
export function PositionsFigure({
  figure: { T, dModel, base },
}: {
  figure: Extract<Figure, { kind: 'positions' }>
}): ReactNode {
  const { t } = useTranslation('figures')
  const matrix = useMemo(() => {
    const encoding = (position: number, channel: number) => {
      const angle = position / base ** ((channel - (channel % 2)) / dModel)
      return channel % 2 === 0 ? Math.sin(angle) : Math.cos(angle)
    }
    return numbered(
      T,
      dModel,
      Array.from({ length: T * dModel }, (_, at) => encoding(Math.floor(at / dModel), at % dModel)),
    )
  }, [T, dModel, base])
  return (
    <SignedMap
      matrix={matrix}
      rowName={t('position')}
      columnName={t('channel')}
      label={t('positionsOf', { rows: T, columns: dModel })}
    />
  )
}

/** A matrix of numbers on both sides of 0. */
export function SignedMap({
  matrix,
  rowName,
  columnName,
  label,
}: {
  matrix: Matrix
  rowName: string
  columnName: string
  /** Null for its size. */
  label: string | null
}): ReactNode {
  const { t } = useTranslation('figures')
  const scale = useMemo(() => signedScale(matrix.values), [matrix])
  const { rows, columns, values } = matrix
  const what = label ?? t('mapOf', { rows: rows.length, columns: columns.length })
  const named = (name: string, place: string | undefined) => `${name} ${place ?? ''}`.trim()
  return (
    <div className={classes.drawing}>
      <Grid
        matrix={matrix}
        scale={scale}
        label={what}
        rowName={rowName}
        columnName={columnName}
        write={numberText}
        say={(row, column) =>
          t('cell', {
            row: named(rowName, rows[row]),
            column: named(columnName, columns[column]),
            value: numberText(values[row * columns.length + column] as number),
          })
        }
      />
      <div className={classes.legend} aria-hidden>
        {numberText(-scale.limit)}
        <span
          className={classes.scale}
          style={{
            background:
              'linear-gradient(to right, var(--figure-weight), var(--figure-blank), var(--figure-above))',
          }}
        />
        {numberText(scale.limit)}
      </div>
      <Numbers matrices={[{ ...matrix, name: what }]} write={numberText} />
    </div>
  )
}

/** A matrix whose rows and columns are positions, counted from 0. */
export function numbered(rows: number, columns: number, values: ArrayLike<number>): Matrix {
  const count = (length: number) => Array.from({ length }, (_, at) => String(at))
  return { rows: count(rows), columns: count(columns), values }
}

/** Attention weights, one grid for each head. */
export function Heads({
  queries,
  keys,
  weights,
}: {
  queries: readonly string[]
  keys: readonly string[]
  /** [H, T, S] in row-major order. */
  weights: ArrayLike<number>
}): ReactNode {
  const { t } = useTranslation('figures')
  const heads = useMemo(() => {
    const size = queries.length * keys.length
    const all = Array.from(weights)
    return Array.from({ length: all.length / size }, (_, head) => ({
      rows: queries,
      columns: keys,
      values: all.slice(head * size, (head + 1) * size),
    }))
  }, [queries, keys, weights])
  const label = t('weightsOf', { rows: queries.length, columns: keys.length })
  const nameOf = (head: number) => (heads.length === 1 ? label : t('headOf', { head }))
  return (
    <div className={classes.drawing}>
      <div className={classes.several}>
        {heads.map((matrix, head) => (
          <div key={head}>
            {heads.length > 1 && <h4>{nameOf(head)}</h4>}
            <Grid
              matrix={matrix}
              scale={weightScale}
              label={heads.length === 1 ? label : `${nameOf(head)}: ${label}`}
              rowName=""
              columnName=""
              write={weightText}
              say={(row, column) =>
                t('weight', {
                  query: queries[row] ?? '',
                  key: keys[column] ?? '',
                  weight: weightText(matrix.values[row * keys.length + column] as number),
                })
              }
            />
          </div>
        ))}
      </div>
      <Numbers
        matrices={heads.map((matrix, head) => ({ ...matrix, name: nameOf(head) }))}
        write={weightText}
      />
    </div>
  )
}
