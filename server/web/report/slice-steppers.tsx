import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { wordsFor } from '../../../grader/explain.ts'
import { currentLanguage } from '../language.ts'
import classes from './tensor-diff.module.css'

/** For every axis that is not drawn, and has more than one position, a way to step along it. */
export function SliceSteppers({
  axes,
  shape,
  slice,
  onChange,
}: {
  axes: readonly string[]
  shape: readonly number[]
  slice: readonly number[]
  onChange: (slice: number[]) => void
}): ReactNode {
  const { t } = useTranslation('report')
  const { singular, placeAlong } = wordsFor(currentLanguage())
  const stepped = slice.flatMap((at, axis) =>
    shape[axis]! > 1 ? [{ axis, at, size: shape[axis]!, name: axes[axis]! }] : [],
  )
  if (stepped.length === 0) return null
  return (
    <div className={classes.controls}>
      {stepped.map(({ axis, at, size, name }) => {
        const step = (by: number) => () => {
          onChange(slice.with(axis, (at + by + size) % size))
        }
        const one = singular(name)
        return (
          <div key={axis} className={classes.stepper} role="group" aria-label={one}>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('previous', { what: one })}
              onClick={step(-1)}
            >
              ‹
            </Button>
            <output className={classes.stepped}>
              {placeAlong(name, at)} <span>{t('ofCount', { count: size })}</span>
            </output>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('next', { what: one })}
              onClick={step(1)}
            >
              ›
            </Button>
          </div>
        )
      })}
    </div>
  )
}
