import { Button, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { RubricItem } from '../../../api/review.ts'
import classes from './tools.module.css'

interface RubricFormProps {
  /** Left out for a new one. */
  readonly item?: RubricItem
  readonly isBusy: boolean
  readonly onSend: (text: string, points: number) => void
  readonly onCancel?: () => void
}

/** An item of a rubric: its text and points. */
export function RubricForm({ item, isBusy, onSend, onCancel }: RubricFormProps): ReactNode {
  const { t } = useTranslation('review')
  const [points, setPoints] = useState(item ? String(item.points) : '')
  const [text, setText] = useState(item?.text ?? '')
  const [wasSent, setWasSent] = useState(false)
  const value = numberIn(points)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setWasSent(true)
    if (value !== null && text.trim() !== '') onSend(text.trim(), value)
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        label={t('rubricPoints')}
        inputMode="decimal"
        autoComplete="off"
        autoFocus={item !== undefined}
        className={classes.pointsField}
        value={points}
        error={wasSent && value === null && t('rubricPointsMissing')}
        onChange={({ currentTarget }) => {
          setPoints(currentTarget.value)
        }}
      />
      <TextInput
        label={t('rubricText')}
        autoComplete="off"
        maxLength={500}
        className={classes.textField}
        value={text}
        error={wasSent && text.trim() === '' && t('rubricTextMissing')}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
        }}
      />
      <div className={classes.formButtons}>
        <Button type="submit" loading={isBusy}>
          {t(item ? 'save' : 'rubricAddNow')}
        </Button>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** Also with a comma, or a typographical minus. */
function numberIn(typed: string): number | null {
  const text = typed.trim().replace(',', '.').replace('−', '-')
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : null
}
