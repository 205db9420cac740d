/** Asks once more before a regrade is published, discarded or undone, and for the reason. */
import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decision, Publication } from '../../../api/regrade.ts'
import { send } from '../../client.ts'
import { Dialog } from '../../components/dialog.tsx'
import { addressOf, openedKey, regradesKey, type Opened } from './questions.ts'
import { Refusal } from './refusal.tsx'
import classes from './regrades.module.css'

export type Deed = 'publish' | 'discard' | 'undo'

interface DecisionDialogProps {
  readonly course: string
  readonly regrade: Opened
  readonly deed: Deed
  readonly onClose: () => void
}

export function DecisionDialog({ course, regrade, deed, onClose }: DecisionDialogProps): ReactNode {
  const { t } = useTranslation(['regrades', 'shell'])
  const queries = useQueryClient()
  const [reason, setReason] = useState(deed === 'publish' ? regrade.reason : '')
  const isMissing = deed === 'publish' && reason.trim() === ''
  const deciding = useMutation({
    mutationFn: () => {
      const given = reason.trim()
      const body: Publication | Decision =
        deed === 'publish'
          ? { fingerprint: regrade.fingerprint, reason: given }
          : { ...(given !== '' && { reason: given }) }
      return send<Opened>('POST', addressOf(course, `/${regrade.id}/${deed}`), body)
    },
    onSuccess(now) {
      queries.setQueryData(openedKey(course, regrade.id), now)
      onClose()
    },
    // Also where it was refused: what is shown is no longer what is there.
    onSettled: () => queries.invalidateQueries({ queryKey: regradesKey(course) }),
  })
  return (
    <Dialog title={t(`${deed}Title`)} onClose={onClose}>
      <p>{t(`${deed}Means`, regrade.totals)}</p>
      <form
        className={classes.decision}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isMissing && !deciding.isPending) deciding.mutate()
        }}
      >
        <Textarea
          label={deed === 'publish' ? t('publishReason') : t('optionalReason')}
          rows={3}
          maxLength={1000}
          value={reason}
          error={isMissing && t('reasonMissing')}
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
            {...(deed !== 'publish' && { color: 'red' })}
            aria-disabled={deciding.isPending}
          >
            {t(`${deed}Now`)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
