/** One slice of a tensor as a picture: a cell for each value, with the positions along its axes. */
import { memo, useId, type PointerEvent, type ReactNode } from 'react'
import classes from './heatmap.module.css'
import { differenceSteps, pathsOf, valueSteps, type Step } from './scales.ts'
import { columnLabels, columnName as columnNameHeight, rowLabels, type MapSizes } from './sizes.ts'

export interface CellPlace {
  readonly row: number
  readonly column: number
}

interface HeatmapProps {
  /** What it is, for those who do not see it. */
  readonly label: string
  readonly kind: 'values' | 'difference'
  /** In row-major order. */
  readonly steps: readonly Step[]
  /** Written into the cells where they are wide enough. */
  readonly numbers: readonly string[]
  readonly columns: number
  /** Null where there is no axis for rows. */
  readonly rowName: string | null
  readonly columnName: string
  readonly sizes: MapSizes
  readonly first?: CellPlace | undefined
  readonly worst?: CellPlace | undefined
  readonly cursor: CellPlace | null
  readonly onPoint: (place: CellPlace | null) => void
  readonly onPick: (place: CellPlace) => void
}

export function Heatmap(props: HeatmapProps): ReactNode {
  const { label, kind, steps, numbers, columns, sizes, first, worst, cursor } = props
  const { cellWidth, cellHeight } = sizes
  const rows = steps.length / columns
  const top = topOf(props)
  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent<SVGElement>): CellPlace => {
    const box = currentTarget.getBoundingClientRect()
    const at = (distance: number, length: number, count: number) =>
      Math.max(0, Math.min(count - 1, Math.floor((distance / length) * count)))
    return {
      row: at(clientY - box.top, box.height, rows),
      column: at(clientX - box.left, box.width, columns),
    }
  }
  return (
    <svg
      role="img"
      aria-label={label}
      className={`${classes.colours} ${classes.map}`}
      width={rowLabels + columns * cellWidth + 2}
      height={top + rows * cellHeight + 2}
    >
      <Labels {...props} rows={rows} top={top} />
      <g transform={`translate(${rowLabels} ${top})`}>
        <Cells {...{ kind, steps, numbers, columns, sizes }} />
        {first && <First place={first} sizes={sizes} />}
        {worst && <Worst place={worst} sizes={sizes} />}
        {cursor && <Cursor place={cursor} sizes={sizes} />}
        <rect
          className={classes.pointed}
          width={columns * cellWidth}
          height={rows * cellHeight}
          onPointerMove={(event) => {
            props.onPoint(placeOf(event))
          }}
          onPointerLeave={() => {
            props.onPoint(null)
          }}
          onPointerDown={(event) => {
            props.onPick(placeOf(event))
          }}
        />
      </g>
    </svg>
  )
}

function topOf({ columnName }: HeatmapProps): number {
  return columnLabels + (columnName === '' ? 0 : columnNameHeight)
}

type CellsProps = Pick<HeatmapProps, 'kind' | 'steps' | 'numbers' | 'columns' | 'sizes'>

/** Everything that stays while the cursor moves. */
const Cells = memo(function Cells({ kind, steps, numbers, columns, sizes }: CellsProps) {
  const hatching = useId()
  const { cellWidth, cellHeight } = sizes
  const rows = steps.length / columns
  const across = Math.max(4, Math.min(8, cellHeight / 2))
  return (
    <>
      <defs>
        <pattern
          id={hatching}
          patternUnits="userSpaceOnUse"
          width={across}
          height={across}
          patternTransform={`scale(${1 / cellWidth} ${1 / cellHeight}) rotate(45)`}
        >
          <rect width={across} height={across} className={classes.hatchedBack} />
          <rect width={across / 2.6} height={across} className={classes.hatchedLine} />
        </pattern>
      </defs>
      <rect width={columns * cellWidth} height={rows * cellHeight} className={classes.blank} />
      <g transform={`scale(${cellWidth} ${cellHeight})`} shapeRendering="crispEdges">
        {[...pathsOf(steps, columns)].map(([step, path]) => (
          <path
            key={step}
            d={path}
            fill={step === null ? `url(#${hatching})` : colourOf(kind, step)}
          />
        ))}
      </g>
      {cellHeight >= 10 && (
        <path className={classes.lines} d={linesBetween(rows, columns, sizes)} />
      )}
      <rect width={columns * cellWidth} height={rows * cellHeight} className={classes.frame} />
      {sizes.numbers &&
        numbers.map((text, at) => (
          <text
            key={at}
            className={classes.number}
            data-strength={strengthOf(kind, steps[at]!)}
            x={((at % columns) + 0.5) * cellWidth}
            y={(Math.floor(at / columns) + 0.5) * cellHeight}
          >
            {text}
          </text>
        ))}
    </>
  )
})

/** How much of the full colour a step has, in percent. */
function shareOf(kind: 'values' | 'difference', step: number): number {
  return kind === 'values'
    ? (100 * Math.abs(step)) / valueSteps
    : 25 + (75 * (step - 1)) / (differenceSteps - 1)
}

/** A fill, mixed by the browser, so that light and dark need no drawing of their own. */
export function colourOf(kind: 'values' | 'difference', step: number): string {
  if (step === 0) return 'var(--map-blank)'
  const full = kind === 'difference' ? '--map-off' : step > 0 ? '--map-above' : '--map-below'
  return `color-mix(in oklab, var(${full}) ${Math.round(shareOf(kind, step))}%, var(--map-blank))`
}

function strengthOf(
  kind: 'values' | 'difference',
  step: Step,
): 'hatched' | 'weak' | 'half' | 'full' {
  if (step === null) return 'hatched'
  const share = step === 0 ? 0 : shareOf(kind, step)
  if (kind === 'difference') return share < 60 ? 'weak' : 'full'
  return share < 65 ? 'weak' : share < 90 ? 'half' : 'full'
}

function linesBetween(rows: number, columns: number, { cellWidth, cellHeight }: MapSizes): string {
  const across = Array.from(
    { length: columns - 1 },
    (_, at) => `M${(at + 1) * cellWidth} 0v${rows * cellHeight}`,
  )
  const down = Array.from(
    { length: rows - 1 },
    (_, at) => `M0 ${(at + 1) * cellHeight}h${columns * cellWidth}`,
  )
  return [...across, ...down].join('')
}

function Labels({
  rows,
  columns,
  rowName,
  columnName,
  sizes: { cellWidth, cellHeight, rowEvery, columnEvery },
  top,
}: HeatmapProps & { rows: number; top: number }): ReactNode {
  const every = (count: number, step: number) =>
    Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step)
  const middle = top + (rows * cellHeight) / 2
  return (
    <g aria-hidden className={classes.labels}>
      <text x={rowLabels} y={12}>
        {columnName && `${columnName} →`}
      </text>
      {every(columns, columnEvery).map((column) => (
        <text
          key={column}
          x={rowLabels + (column + 0.5) * cellWidth}
          y={top - 6}
          textAnchor="middle"
        >
          {column}
        </text>
      ))}
      {rowName !== null && (
        <>
          <text transform={`translate(10 ${middle}) rotate(-90)`} textAnchor="middle">
            {rowName && rows * cellHeight > 60 && `← ${rowName}`}
          </text>
          {every(rows, rowEvery).map((row) => (
            <text
              key={row}
              x={rowLabels - 6}
              y={top + (row + 0.5) * cellHeight}
              textAnchor="end"
              dominantBaseline="central"
            >
              {row}
            </text>
          ))}
        </>
      )}
    </g>
  )
}

interface MarkProps {
  readonly place: CellPlace
  readonly sizes: MapSizes
}

/** A square, drawn twice so that it is seen on every colour. */
function First({ place, sizes: { cellWidth, cellHeight } }: MarkProps): ReactNode {
  // Around a small cell, inside a large one.
  const inset = cellHeight > 12 ? 3 : -2
  const square = {
    x: place.column * cellWidth + inset,
    y: place.row * cellHeight + inset,
    width: cellWidth - 2 * inset,
    height: cellHeight - 2 * inset,
  }
  return (
    <>
      <rect {...square} className={classes.markBack} />
      <rect {...square} className={classes.mark} />
    </>
  )
}

/** A diamond: beside the number of a wide cell, in the middle of a small one. */
function Worst({ place, sizes: { cellWidth, cellHeight, numbers } }: MarkProps): ReactNode {
  const size = numbers ? 4.5 : Math.max(4.5, cellHeight / 3.2)
  const x = numbers ? (place.column + 1) * cellWidth - size - 4 : (place.column + 0.5) * cellWidth
  const y = (place.row + 0.5) * cellHeight
  return (
    <path
      className={classes.worst}
      d={`M${x} ${y - size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`}
    />
  )
}

function Cursor({ place, sizes: { cellWidth, cellHeight } }: MarkProps): ReactNode {
  const box = {
    x: place.column * cellWidth - 1,
    y: place.row * cellHeight - 1,
    width: cellWidth + 2,
    height: cellHeight + 2,
  }
  return (
    <>
      <rect {...box} className={classes.cursorBack} />
      <rect {...box} className={classes.cursor} />
    </>
  )
}
