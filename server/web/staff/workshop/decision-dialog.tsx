/** Asks for the reason before students get an edition, or lose the exercise. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decision } from '../../../api/workshop.ts'
import { send } from '../../client.ts'
import { dateTime } from '../../dates.ts'
import { ReasonDialog } from '../reason-dialog.tsx'
import { addressOf, workshopKey, type Edition } from './questions.ts'
import { useRefusals } from './refusals.ts'

interface DecisionDialogProps {
  readonly course: string
  readonly slug: string
  readonly edition: Edition
  readonly deed: 'publish' | 'withdraw'
  readonly onClose: () => void
}

export function DecisionDialog(props: DecisionDialogProps): ReactNode {
  const { course, slug, edition, deed, onClose } = props
  const { t } = useTranslation('workshop')
  const queries = useQueryClient()
  const address =
    deed === 'publish'
      ? addressOf(course, slug, 'editions', edition.id, 'publish')
      : addressOf(course, slug, 'withdraw')
  const deciding = useMutation({
    mutationFn: (reason: string) => send('POST', address, { reason } satisfies Decision),
    onSuccess: onClose,
    // Also where it was refused: what is shown is no longer what is there.
    onSettled: () => queries.invalidateQueries({ queryKey: workshopKey(course) }),
  })
  return (
    <ReasonDialog
      title={t(`${deed}Title`)}
      label={t('reason')}
      missing={t('reasonMissing')}
      deed={t(`${deed}Now`)}
      isGrave={deed === 'withdraw'}
      refusals={useRefusals()}
      {...{ deciding, onClose }}
    >
      <p>{t(`${deed}Means`, { time: dateTime(edition.savedAt) })}</p>
    </ReasonDialog>
  )
}
