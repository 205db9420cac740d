/** One tensor as a small map with the number of the cell that is pointed at. */
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { shapeText, unpack } from '../../../grader/explain.ts'
import type { PackedTensor } from '../../../grader/report.ts'
import { Heatmap } from './heatmap.tsx'
import { ValueLegend } from './legends.tsx'
import { indexAt, layersOf, moved, placeAt, positionAt } from './places.ts'
import { sharedScale, valueStep } from './scales.ts'
import { mapSizes } from './sizes.ts'
import { SliceSteppers } from './slice-steppers.tsx'
import classes from './tensor-diff.module.css'

/** Wide enough for what exercises use as examples, narrow enough for a phone. */
const width = 280

export function TensorMap({ tensor, name }: { tensor: PackedTensor; name: string }): ReactNode {
  const { t } = useTranslation('report')
  const { dtype, shape, values } = useMemo(() => unpack(tensor), [tensor])
  const { rows, columns, size } = layersOf(shape)
  const [chosen, setChosen] = useState(0)
  const [pointed, setPointed] = useState<number | null>(null)
  const scale = useMemo(() => sharedScale(values), [values])
  const start = chosen - (chosen % size)
  const steps = useMemo(
    () => Array.from(values.subarray(start, start + size), (value) => valueStep(value, scale)),
    [values, scale, start, size],
  )
  const sizes = useMemo(
    () => mapSizes(width, { rows, columns, maps: 1, characters: Infinity, tallest: 130 }),
    [rows, columns],
  )
  const place = placeAt(shape, chosen)
  const shown = pointed ?? chosen
  const value = values[shown]!
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(shape, chosen, event.key)
    if (to === null || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    setPointed(null)
    setChosen(to)
  }
  return (
    <div className={classes.diff}>
      <SliceSteppers
        axes={shape.map((_, axis) => `axis ${axis}`)}
        shape={shape}
        slice={place.slice}
        onChange={(slice) => {
          setChosen(positionAt(shape, { ...place, slice }))
        }}
      />
      <div
        className={classes.maps}
        role="application"
        aria-label={t('mapLabel', { name })}
        aria-roledescription={t('maps')}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <Heatmap
          label={t('mapOf', { what: name, rows, columns })}
          kind="values"
          steps={steps}
          numbers={[]}
          columns={columns}
          rowName={shape.length < 2 ? null : ''}
          columnName=""
          sizes={sizes}
          cursor={placeAt(shape, shown)}
          onPoint={(at) => {
            setPointed(at && positionAt(shape, { ...place, ...at }))
          }}
          onPick={(at) => {
            setChosen(positionAt(shape, { ...place, ...at }))
          }}
        />
      </div>
      <p className={classes.cell} role="status">
        <span>
          {name}
          {shapeText(indexAt(shape, shown))} ={' '}
          <b>{dtype === 'bool' ? String(value === 1) : Number(value.toPrecision(7))}</b>
        </span>
        <ValueLegend scale={scale} isBool={dtype === 'bool'} />
      </p>
    </div>
  )
}
