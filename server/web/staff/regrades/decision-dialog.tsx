/** Asks once more before a regrade is published, discarded or undone, and for the reason. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decision, Publication } from '../../../api/regrade.ts'
import { send } from '../../client.ts'
import { ReasonDialog } from '../reason-dialog.tsx'
import { addressOf, openedKey, regradesKey, type Opened } from './questions.ts'
import { useRefusals } from './refusals.ts'

export type Deed = 'publish' | 'discard' | 'undo'

interface DecisionDialogProps {
  readonly course: string
  readonly regrade: Opened
  readonly deed: Deed
  readonly onClose: () => void
}

export function DecisionDialog({ course, regrade, deed, onClose }: DecisionDialogProps): ReactNode {
  const { t } = useTranslation('regrades')
  const queries = useQueryClient()
  const isPublishing = deed === 'publish'
  const deciding = useMutation({
    mutationFn: (reason: string) => {
      const body: Publication | Decision = isPublishing
        ? { fingerprint: regrade.fingerprint, reason }
        : { ...(reason !== '' && { reason }) }
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
    <ReasonDialog
      title={t(`${deed}Title`)}
      label={isPublishing ? t('publishReason') : t('optionalReason')}
      beginning={isPublishing ? regrade.reason : ''}
      missing={isPublishing ? t('reasonMissing') : null}
      deed={t(`${deed}Now`)}
      isGrave={!isPublishing}
      refusals={useRefusals()}
      {...{ deciding, onClose }}
    >
      <p>{t(`${deed}Means`, regrade.totals)}</p>
    </ReasonDialog>
  )
}
