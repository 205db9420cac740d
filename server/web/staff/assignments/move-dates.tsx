/** Moves the dates of the chosen assignments by whole days. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './assignments.module.css'
import { typedIn } from './typed.ts'

interface MoveDatesProps {
  readonly count: number
  readonly isMoving: boolean
  readonly onMove: (shift: { days: number; dates: string }) => void
}

export function MoveDates({ count, isMoving, onMove }: MoveDatesProps): ReactNode {
  const { t } = useTranslation('assignments')
  return (
    <form
      className={`${classes.bar} ${classes.chosen}`}
      onSubmit={(event) => {
        event.preventDefault()
        const text = typedIn(event.currentTarget)
        onMove({ days: Number(text('days')), dates: text('dates') })
      }}
    >
      <p role="status">{t('chosen', { count })}</p>
      <NativeSelect
        name="dates"
        label={t('whichDates')}
        data={[
          { value: 'dueAt', label: t('dueDates') },
          { value: 'opensAt', label: t('openingDates') },
          { value: 'both', label: t('bothDates') },
        ]}
      />
      <TextInput
        {...{ type: 'number', name: 'days', min: -365, max: 365, step: 1 }}
        required
        className={classes.days}
        label={t('byDays')}
        defaultValue={7}
      />
      <Button type="submit" loading={isMoving}>
        {t('move')}
      </Button>
    </form>
  )
}
