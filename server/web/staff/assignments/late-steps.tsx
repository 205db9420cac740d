/** The steps of a late policy while they are written, and how they look as a timeline. */
import { Button, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './assignments.module.css'
import { LateTimeline } from './late-timeline.tsx'

/** As typed: hours, and credit in percent. */
export interface TypedStep {
  readonly hours: string
  readonly credit: string
}

type Policy = { readonly hours: number; readonly credit: number }[]

const mostSteps = 20

/** Null: no late work. 'wrong' where hours do not rise, or credit does. */
export function readSteps(typed: readonly TypedStep[]): Policy | null | 'wrong' {
  const steps = typed.map(({ hours, credit }) => ({
    hours: Number(hours),
    credit: credit.trim() === '' ? NaN : Number(credit) / 100,
  }))
  const isRight = steps.every(({ hours, credit }, at) => {
    const before = steps[at - 1] ?? { hours: 0, credit: 1 }
    return hours > before.hours && credit >= 0 && credit <= before.credit
  })
  if (!isRight) return 'wrong'
  return steps.length === 0 ? null : steps
}

interface LateStepsProps {
  readonly steps: readonly TypedStep[]
  readonly onChange: (steps: readonly TypedStep[]) => void
}

export function LateSteps({ steps, onChange }: LateStepsProps): ReactNode {
  const { t } = useTranslation('assignments')
  const policy = readSteps(steps)
  const set = (at: number, step: TypedStep) => {
    onChange(steps.with(at, step))
  }
  return (
    <fieldset className={classes.group}>
      <legend>{t('latePolicy')}</legend>
      {steps.map((step, at) => (
        <div key={at} className={classes.step}>
          <TextInput
            label={t('hoursLate', { number: at + 1 })}
            inputMode="decimal"
            value={step.hours}
            onChange={(event) => {
              set(at, { ...step, hours: event.currentTarget.value })
            }}
          />
          <TextInput
            label={t('countsPercent', { number: at + 1 })}
            inputMode="decimal"
            value={step.credit}
            onChange={(event) => {
              set(at, { ...step, credit: event.currentTarget.value })
            }}
          />
          <Button
            variant="default"
            aria-label={t('removeStep', { number: at + 1 })}
            onClick={() => {
              onChange(steps.toSpliced(at, 1))
            }}
          >
            ✕
          </Button>
        </div>
      ))}
      {policy === 'wrong' ? (
        <p role="alert" className={classes.flag}>
          {t('wrongSteps')}
        </p>
      ) : (
        <LateTimeline steps={policy ?? []} />
      )}
      <Button
        variant="default"
        size="compact-sm"
        mt="xs"
        disabled={steps.length >= mostSteps}
        onClick={() => {
          onChange([...steps, following(steps)])
        }}
      >
        {t('addStep')}
      </Button>
    </fieldset>
  )
}

/** A day more, for a fifth less. */
function following(steps: readonly TypedStep[]): TypedStep {
  const last = steps.at(-1) ?? { hours: '0', credit: '100' }
  return {
    hours: `${(Number(last.hours) || 0) + 24}`,
    credit: `${Math.max(0, (Number(last.credit) || 0) - 20)}`,
  }
}
