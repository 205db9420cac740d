/** Expected, yours and how far they are apart: three maps that point at the same cell. */
import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { digitsFor, shapeText, unpack, wordsFor } from '../../../grader/explain.ts'
import type { Finding, PackedTensor } from '../../../grader/report.ts'
import type { TensorValue } from '../../../reference/value.ts'
import { currentLanguage } from '../language.ts'
import { CellLine } from './cell-line.tsx'
import { CellTable } from './cell-table.tsx'
import { differenceOf, nextWrong, type Tolerance } from './difference.ts'
import { Heatmap } from './heatmap.tsx'
import { Legends } from './legends.tsx'
import { layersOf, moved, placeAt, positionAt, positionOf } from './places.ts'
import { differenceStep, sharedScale, valueStep } from './scales.ts'
import { mapSizes, rowLabels } from './sizes.ts'
import { SliceSteppers } from './slice-steppers.tsx'
import classes from './tensor-diff.module.css'

/** What the room's own edge and those of the maps take. */
const edges = 12

export interface Comparison {
  readonly axes: readonly string[]
  readonly expected: PackedTensor
  readonly yours: PackedTensor
  /** The index of the first wrong cell, and of the one most times over its limit. */
  readonly first: readonly number[] | null
  readonly worst: readonly number[] | null
}

/** What of a finding can be drawn: null where the case hides its numbers, and for a single one. */
export function comparisonOf(finding: Finding): Comparison | null {
  if (finding.kind !== 'values' && finding.kind !== 'nonFinite') return null
  const { axes, expected, yours, first, total } = finding
  if (!expected || !yours || total < 2) return null
  const worst = finding.kind === 'values' ? (finding.worst?.index ?? null) : null
  return { axes, expected, yours, first: first?.index ?? null, worst }
}

export function TensorDiff({
  comparison: { axes, first, worst, ...packed },
  tolerance,
}: {
  comparison: Comparison
  tolerance: Tolerance
}): ReactNode {
  const { t } = useTranslation('report')
  const words = wordsFor(currentLanguage())
  const { ref, width } = useElementSize()
  const difference = useMemo(
    () => differenceOf(unpack(packed.expected), unpack(packed.yours), tolerance),
    [packed.expected, packed.yours, tolerance],
  )
  const { expected, yours, times } = difference
  const { shape, dtype } = expected
  const { rows, columns, size } = layersOf(shape)
  const firstAt = first && positionOf(shape, first)
  const worstAt = worst && positionOf(shape, worst)

  const [chosen, setChosen] = useState(worstAt ?? firstAt ?? 0)
  const [pointed, setPointed] = useState<number | null>(null)
  const [asText, setAsText] = useState(false)
  const place = placeAt(shape, chosen)
  const start = chosen - (chosen % size)

  const scale = useMemo(() => sharedScale(expected.values, yours.values), [expected, yours])
  const drawn = useMemo(() => {
    const stepsOf = ({ values }: TensorValue) =>
      Array.from(values.subarray(start, start + size), (value) => valueStep(value, scale))
    const write = numberWriter(expected, yours, tolerance)
    const numbersOf = ({ values }: TensorValue) =>
      Array.from(values.subarray(start, start + size), write)
    const slice = [...times.subarray(start, start + size)]
    return {
      expected: { steps: stepsOf(expected), numbers: numbersOf(expected) },
      yours: { steps: stepsOf(yours), numbers: numbersOf(yours) },
      difference: { steps: slice.map(differenceStep), numbers: slice.map(timesText) },
    }
  }, [expected, yours, times, scale, start, size, tolerance])
  const characters = Math.max(
    ...[drawn.expected, drawn.yours].flatMap(({ numbers }) => numbers.map((text) => text.length)),
  )
  const sizes = useMemo(
    () => mapSizes((width || 640) - edges, { rows, columns, maps: 3, characters }),
    [width, rows, columns, characters],
  )

  const inSlice = (position: number | null) =>
    position !== null && position >= start && position < start + size
      ? placeAt(shape, position)
      : undefined
  const isExact = dtype === 'bool' || dtype === 'int32'
  const rowName = shape.length < 2 ? null : words.plural(axes.at(-2)!)
  const columnName = words.plural(axes.at(-1)!)
  const shown = [
    { kind: 'values', of: 'expected', title: words.labels.expected },
    { kind: 'values', of: 'yours', title: words.labels.yours },
    { kind: 'difference', of: 'difference', title: isExact ? t('wrongCells') : t('timesAllowed') },
  ] as const
  const next = nextWrong(difference, chosen)

  const maps = useRef<HTMLDivElement>(null)
  const middle = rowLabels + (place.column + 0.5) * sizes.cellWidth
  // Maps wider than their room are scrolled by the browser; the chosen cell is to be seen.
  useEffect(() => {
    const { clientWidth = 0, scrollLeft = 0 } = maps.current ?? {}
    const isSeen = middle > scrollLeft + rowLabels && middle < scrollLeft + clientWidth
    if (!isSeen) maps.current?.scrollTo({ left: middle - clientWidth / 2 })
  }, [middle])

  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(shape, chosen, event.key)
    if (to === null || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    setPointed(null)
    setChosen(to)
  }
  return (
    <div ref={ref} className={classes.diff}>
      <SliceSteppers
        axes={axes}
        shape={shape}
        slice={place.slice}
        onChange={(slice) => {
          setChosen(positionAt(shape, { ...place, slice }))
        }}
      />
      <div
        ref={maps}
        className={classes.maps}
        role="application"
        aria-label={t('mapsLabel')}
        aria-roledescription={t('maps')}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {shown.map(({ kind, of, title }) => (
          <figure key={of} className={classes.figure}>
            <figcaption className={classes.caption}>
              {title} {of !== 'difference' && <span>{shapeText(shape)}</span>}
            </figcaption>
            <Heatmap
              label={t('mapOf', { what: title, rows, columns })}
              kind={kind}
              steps={drawn[of].steps}
              numbers={drawn[of].numbers}
              columns={columns}
              rowName={rowName}
              columnName={columnName}
              sizes={sizes}
              first={inSlice(firstAt)}
              worst={worstAt === firstAt ? undefined : inSlice(worstAt)}
              cursor={inSlice(pointed ?? chosen) ?? null}
              onPoint={(at) => {
                setPointed(at && positionAt(shape, { ...place, ...at }))
              }}
              onPick={(at) => {
                setChosen(positionAt(shape, { ...place, ...at }))
              }}
            />
          </figure>
        ))}
      </div>
      <CellLine
        axes={axes}
        difference={difference}
        tolerance={tolerance}
        position={pointed ?? chosen}
      />
      <div className={classes.controls}>
        {firstAt !== null && (
          <Button size="compact-sm" variant="default" onClick={() => setChosen(firstAt)}>
            □ {words.labels.first}
          </Button>
        )}
        {worstAt !== null && worstAt !== firstAt && (
          <Button size="compact-sm" variant="default" onClick={() => setChosen(worstAt)}>
            ◆ {words.labels.worst}
          </Button>
        )}
        {next !== undefined && (
          <Button size="compact-sm" variant="default" onClick={() => setChosen(next)}>
            {t('nextWrong')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          aria-pressed={asText}
          onClick={() => setAsText(!asText)}
        >
          {t('asText')}
        </Button>
      </div>
      <Legends scale={scale} isBool={dtype === 'bool'} isExact={isExact} times={times} />
      {asText && (
        <CellTable axes={axes} difference={difference} tolerance={tolerance} position={chosen} />
      )}
    </div>
  )
}

/** Writes values with the same digits, as many as the tolerance tells apart. */
function numberWriter(
  expected: TensorValue,
  yours: TensorValue,
  { absolute }: Tolerance,
): (value: number) => string {
  if (expected.dtype === 'bool') return (value) => (value === 1 ? 'true' : 'false')
  const isWhole = expected.dtype === 'int32'
  return digitsFor([...expected.values, ...yours.values].map(finite), isWhole ? 0 : absolute)
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0
}

/** "8.3k": short enough for a cell; nothing within the tolerance. */
function timesText(times: number): string {
  if (times <= 1) return ''
  if (!Number.isFinite(times)) return '×'
  return `${short.format(times).toLowerCase()}×`
}

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 })
