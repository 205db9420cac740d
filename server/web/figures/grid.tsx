/** A matrix as cells of colour: numbers in the cells where they fit, and said for the cell that is pointed at. */
import { memo, useId, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { fillOf, strengthOf, type Scale } from './colours.ts'
import classes from './figures.module.css'

export interface Matrix {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  /** In row-major order. */
  readonly values: ArrayLike<number>
}

interface GridProps {
  readonly matrix: Matrix
  readonly scale: Scale
  /** What it is, for those who do not see it. */
  readonly label: string
  /** What rows and columns stand for; may be empty. */
  readonly rowName: string
  readonly columnName: string
  /** A number as it stands in a cell. */
  write(this: void, value: number): string
  /** A cell in words, for whoever points at it. */
  say(this: void, row: number, column: number): string
}

interface Place {
  readonly row: number
  readonly column: number
}

export function Grid(props: GridProps): ReactNode {
  const { matrix, label, rowName, columnName, say } = props
  const { t } = useTranslation('figures')
  const [chosen, setChosen] = useState<Place | null>(null)
  const [pointed, setPointed] = useState<Place | null>(null)
  const sizes = sizesOf(props)
  const { left, top, width, height } = sizes
  const [rows, columns] = [matrix.rows.length, matrix.columns.length]
  const cursor = pointed ?? chosen

  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(chosen, event.key, rows, columns)
    if (to === null || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    setPointed(null)
    setChosen(to)
  }
  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent<SVGElement>): Place => {
    const box = currentTarget.getBoundingClientRect()
    return {
      row: within(Math.floor(((clientY - box.top) / box.height) * rows), rows),
      column: within(Math.floor(((clientX - box.left) / box.width) * columns), columns),
    }
  }
  return (
    <>
      <div
        className={classes.stage}
        role="application"
        aria-roledescription={t('map')}
        aria-label={t('moveByArrows', { what: label })}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => setChosen(chosen ?? { row: 0, column: 0 })}
      >
        <svg
          role="img"
          aria-label={label}
          width={left + columns * width + 4}
          height={top + rows * height + 4}
        >
          <Labels matrix={matrix} sizes={sizes} rowName={rowName} columnName={columnName} />
          <g transform={`translate(${left} ${top})`}>
            <Cells {...props} {...sizes} />
            {cursor &&
              [classes.cursorBack, classes.cursor].map((className) => (
                <rect
                  key={className}
                  className={className}
                  x={cursor.column * width}
                  y={cursor.row * height}
                  width={width}
                  height={height}
                />
              ))}
            <rect
              className={classes.touch}
              width={columns * width}
              height={rows * height}
              onPointerMove={(event) => setPointed(placeOf(event))}
              onPointerLeave={() => setPointed(null)}
              onPointerDown={(event) => setChosen(placeOf(event))}
            />
          </g>
        </svg>
      </div>
      <p className={classes.said} role="status">
        {cursor ? say(cursor.row, cursor.column) : t('pointAtCell')}
      </p>
    </>
  )
}

interface Sizes {
  /** Room for the labels. */
  readonly left: number
  readonly top: number
  /** Of a cell. */
  readonly width: number
  readonly height: number
  readonly numbers: boolean
  readonly slanted: boolean
}

/** More rows or columns than this are a picture as a whole, without numbers. */
const mostWithNumbers = 24
const characterWidth = 6.7

function sizesOf({ matrix, rowName, columnName, write }: GridProps): Sizes {
  const { rows, columns, values } = matrix
  const longest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => text.length)) * characterWidth
  const numbers = Math.max(rows.length, columns.length) <= mostWithNumbers
  const width = numbers ? Math.max(32, longest(Array.from(values, write)) + 8) : 7
  const named = (name: string) => (name === '' ? 0 : 18)
  const slanted = numbers && longest(columns) > width - 2
  return {
    left: (numbers ? longest(rows) : 28) + 12 + named(rowName),
    top: (slanted ? longest(columns) + 8 : 18) + named(columnName),
    width,
    height: numbers ? 26 : 5,
    numbers,
    slanted,
  }
}

/** Everything that stays while the cursor moves. */
const Cells = memo(
  function Cells({ matrix, scale, write, width, height, numbers }: GridProps & Sizes): ReactNode {
    const hatching = useId()
    const { rows, columns } = matrix
    const values = Array.from(matrix.values)
    return (
      <>
        <defs>
          <pattern
            id={hatching}
            width={6}
            height={6}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width={6} height={6} className={classes.back} />
            <rect width={2.3} height={6} className={classes.hatch} />
          </pattern>
        </defs>
        <rect
          className={classes.back}
          width={columns.length * width}
          height={rows.length * height}
        />
        {values.map((value, at) => (
          <g
            key={at}
            transform={`translate(${(at % columns.length) * width} ${Math.floor(at / columns.length) * height})`}
          >
            <rect
              width={width}
              height={height}
              shapeRendering="crispEdges"
              fill={Number.isFinite(value) ? fillOf(value, scale) : `url(#${hatching})`}
            />
            {numbers && (
              <text
                className={classes.number}
                data-strength={strengthOf(value, scale)}
                x={width / 2}
                y={height / 2}
                textAnchor="middle"
                dominantBaseline="central"
              >
                {write(value)}
              </text>
            )}
          </g>
        ))}
        <rect
          className={classes.frame}
          width={columns.length * width}
          height={rows.length * height}
        />
      </>
    )
  },
  (one, other) => one.matrix === other.matrix && one.scale === other.scale,
)

function Labels({
  matrix: { rows, columns },
  sizes: { left, top, width, height, numbers, slanted },
  rowName,
  columnName,
}: {
  matrix: Matrix
  sizes: Sizes
  rowName: string
  columnName: string
}): ReactNode {
  const every = numbers ? 1 : 8
  return (
    <g aria-hidden>
      {columnName && (
        <text className={classes.faint} x={left} y={12}>
          {columnName} →
        </text>
      )}
      {rowName && (
        <text
          className={classes.faint}
          transform={`translate(12 ${top + (rows.length * height) / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          ← {rowName}
        </text>
      )}
      {columns.map((column, at) => {
        if (at % every !== 0) return null
        const x = left + (at + 0.5) * width
        return (
          <text
            key={at}
            transform={`translate(${x} ${top - 6})${slanted ? ' rotate(-90)' : ''}`}
            textAnchor={slanted ? 'start' : 'middle'}
            dominantBaseline={slanted ? 'central' : 'auto'}
          >
            {column}
          </text>
        )
      })}
      {rows.map((row, at) =>
        at % every === 0 ? (
          <text
            key={at}
            x={left - 6}
            y={top + (at + 0.5) * height}
            textAnchor="end"
            dominantBaseline="central"
          >
            {row}
          </text>
        ) : null,
      )}
    </g>
  )
}

/** Where an arrow key leads; null for other keys. */
function moved(from: Place | null, key: string, rows: number, columns: number): Place | null {
  const { row, column } = from ?? { row: 0, column: 0 }
  switch (key) {
    case 'ArrowUp':
      return { row: within(row - 1, rows), column }
    case 'ArrowDown':
      return { row: within(row + 1, rows), column }
    case 'ArrowLeft':
      return { row, column: within(column - 1, columns) }
    case 'ArrowRight':
      return { row, column: within(column + 1, columns) }
    case 'Home':
      return { row, column: 0 }
    case 'End':
      return { row, column: columns - 1 }
    default:
      return null
  }
}

function within(place: number, count: number): number {
  return Math.max(0, Math.min(count - 1, place))
}
