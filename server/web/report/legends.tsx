/** What the colours of the maps stand for, with numbers. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { wordsFor } from '../../../grader/explain.ts'
import { currentLanguage } from '../language.ts'
import { colourOf } from './heatmap.tsx'
import maps from './heatmap.module.css'
import { differenceStep, differenceSteps, valueSteps, type ValueScale } from './scales.ts'
import classes from './tensor-diff.module.css'

export function ValueLegend({ scale, isBool }: { scale: ValueScale; isBool: boolean }): ReactNode {
  const { limit, clipped } = scale
  const steps = Array.from({ length: 2 * valueSteps + 1 }, (_, at) => at - valueSteps)
  const end = Number(limit.toPrecision(3))
  return (
    <span className={classes.legend}>
      {isBool ? (
        <>
          <Swatches kind="values" steps={[0]} /> false{' '}
          <Swatches kind="values" steps={[valueSteps]} /> true
        </>
      ) : (
        <>
          {clipped ? `≤ ${-end}` : -end} <Swatches kind="values" steps={steps} narrow />{' '}
          {clipped ? `≥ ${end}` : end}
        </>
      )}
    </span>
  )
}

export function Legends({
  scale,
  isBool,
  isExact,
  times,
}: {
  scale: ValueScale
  isBool: boolean
  isExact: boolean
  times: Float64Array
}): ReactNode {
  const { t } = useTranslation('report')
  const { labels } = wordsFor(currentLanguage())
  const steps = Array.from(times, differenceStep)
  const reached = Math.max(...steps.map((step) => step ?? 0))
  return (
    <div className={classes.legends}>
      <ValueLegend scale={scale} isBool={isBool} />
      <span className={classes.legend}>
        <Swatches kind="difference" steps={[0]} /> {labels.right}
        {isExact ? (
          <>
            <Swatches kind="difference" steps={[differenceSteps]} /> {t('wrong')}
          </>
        ) : (
          Array.from({ length: reached }, (_, at) => (
            <span key={at}>
              <Swatches kind="difference" steps={[at + 1]} /> {t('timesUp', { from: powers[at]! })}
            </span>
          ))
        )}
      </span>
      {steps.includes(null) && (
        <span className={classes.legend}>
          <Hatched /> {t('notFinite')}
        </span>
      )}
    </div>
  )
}

/** Where each step of the difference begins. */
const powers = ['1', '10', '100', '1k', '10k', '100k']

function Swatches({
  kind,
  steps,
  narrow = false,
}: {
  kind: 'values' | 'difference'
  steps: readonly number[]
  narrow?: boolean
}): ReactNode {
  const each = narrow ? 5 : 14
  return (
    <svg
      aria-hidden
      className={`${maps.colours} ${classes.swatch}`}
      width={steps.length * each + 2}
      height={14}
    >
      {steps.map((step, at) => (
        <rect
          key={step}
          x={1 + at * each}
          y={1}
          width={each}
          height={12}
          fill={colourOf(kind, step)}
        />
      ))}
      <rect x={0.5} y={0.5} width={steps.length * each + 1} height={13} className={maps.frame} />
    </svg>
  )
}

function Hatched(): ReactNode {
  return (
    <svg aria-hidden className={`${maps.colours} ${classes.swatch}`} width={16} height={14}>
      <rect x={0.5} y={0.5} width={15} height={13} className={maps.blank} />
      <path d="M1 13L11 1M6 13L15 3M1 7L6 1" className={classes.hatch} />
      <rect x={0.5} y={0.5} width={15} height={13} className={maps.frame} />
    </svg>
  )
}
