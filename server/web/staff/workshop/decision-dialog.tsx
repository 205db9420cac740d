/** Asks for the reason before students get an edition, lose the exercise, or its code is trusted. */
import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decision, Trust } from '../../../api/workshop.ts'
import { send } from '../../client.ts'
import { Dialog } from '../../components/dialog.tsx'
import { dateTime } from '../../dates.ts'
import { addressOf, workshopKey, type Edition } from './questions.ts'
import { Refusal } from './refusal.tsx'
import classes from './workshop.module.css'

export type Deed = 'publish' | 'withdraw' | 'trust' | 'distrust'

interface DecisionDialogProps {
  readonly course: string
  readonly slug: string
  readonly edition: Edition
  readonly deed: Deed
  readonly onClose: () => void
}

export function DecisionDialog(props: DecisionDialogProps): ReactNode {
  const { course, slug, edition, deed, onClose } = props
  const { t } = useTranslation(['workshop', 'shell'])
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [wasTried, setWasTried] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const isMissing = reason.trim() === ''
  const deciding = useMutation({
    mutationFn: () => decide(reason.trim()),
    onSuccess: onClose,
    // Also where it was refused: what is shown is no longer what is there.
    onSettled: () => queries.invalidateQueries({ queryKey: workshopKey(course) }),
  })

  async function decide(reason: string): Promise<void> {
    if (deed === 'publish') {
      const address = addressOf(course, slug, 'editions', edition.id, 'publish')
      await send('POST', address, { reason } satisfies Decision)
    } else if (deed === 'withdraw') {
      await send('POST', addressOf(course, slug, 'withdraw'), { reason } satisfies Decision)
    } else {
      const trust: Trust = { trusted: deed === 'trust', reason }
      await send('PUT', `/api/operations/editions/${edition.id}/trust`, trust)
    }
  }

  return (
    <Dialog title={t(`${deed}Title`)} onClose={onClose}>
      <p>{t(`${deed}Means`, { time: dateTime(edition.savedAt) })}</p>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setWasTried(true)
          if (isMissing) field.current?.focus()
          else if (!deciding.isPending) deciding.mutate()
        }}
      >
        <Textarea
          ref={field}
          label={t('reason')}
          rows={3}
          maxLength={1000}
          value={reason}
          error={wasTried && isMissing && t('reasonMissing')}
          onChange={({ currentTarget }) => {
            setReason(currentTarget.value)
          }}
        />
        <Refusal error={deciding.error} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'shell' })}
          </Button>
          <Button
            type="submit"
            {...(deed === 'withdraw' && { color: 'red' })}
            aria-disabled={deciding.isPending}
          >
            {t(`${deed}Now`)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
