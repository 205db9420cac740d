import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { BankComment } from '../../../api/review.ts'
import { exerciseTitle } from './names.ts'
import type { Opened } from './opened.ts'
import reviewClasses from './review.module.css'
import classes from './tools.module.css'

interface BankFormProps {
  /** Left out for a new one. */
  readonly comment?: BankComment
  readonly exercises: readonly Opened['exercise'][]
  readonly isBusy: boolean
  readonly onSend: (body: { text: string; exercise: string | null }) => void
  readonly onCancel?: () => void
}

/** A shared comment: its text, and the exercise that it is for. */
export function BankForm(props: BankFormProps): ReactNode {
  const { comment, exercises, isBusy, onSend, onCancel } = props
  const { t } = useTranslation('review')
  const [text, setText] = useState(comment?.text ?? '')
  const [exercise, setExercise] = useState(comment?.exercise ?? '')
  const [wasSent, setWasSent] = useState(false)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setWasSent(true)
    if (text.trim() !== '') onSend({ text: text.trim(), exercise: exercise || null })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Textarea
        label={t('bankText')}
        rows={2}
        maxLength={5_000}
        autoFocus={comment !== undefined}
        className={classes.textField}
        classNames={{ input: reviewClasses.growing }}
        value={text}
        error={wasSent && text.trim() === '' && t('bankTextMissing')}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
        }}
      />
      <NativeSelect
        label={t('bankExercise')}
        value={exercise}
        data={[
          { value: '', label: t('bankForAll') },
          ...exercises.map((one) => ({ value: one.slug, label: exerciseTitle(one) })),
        ]}
        onChange={({ currentTarget }) => {
          setExercise(currentTarget.value)
        }}
      />
      <div className={classes.formButtons}>
        <Button type="submit" loading={isBusy}>
          {t(comment ? 'save' : 'bankAddNow')}
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
