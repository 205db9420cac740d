/** Says what it means that the code of an edition is trusted, or no longer, and asks for the reason. For operators. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trust } from '../../../api/workshop.ts'
import { send } from '../../client.ts'
import { ReasonDialog } from '../reason-dialog.tsx'

interface TrustDialogProps {
  readonly edition: { readonly id: string; readonly isTrusted: boolean }
  readonly onClose: () => void
}

export function TrustDialog({ edition: { id, isTrusted }, onClose }: TrustDialogProps): ReactNode {
  const { t } = useTranslation('workshop')
  const queries = useQueryClient()
  const deed = isTrusted ? 'distrust' : 'trust'
  const deciding = useMutation({
    mutationFn: (reason: string) =>
      send('PUT', `/api/operations/editions/${id}/trust`, {
        ...{ trusted: !isTrusted, reason },
      } satisfies Trust),
    onSuccess: onClose,
    onSettled: () =>
      Promise.all(
        ['operations', 'workshop'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  })
  return (
    <ReasonDialog
      title={t(`${deed}Title`)}
      label={t('reason')}
      missing={t('reasonMissing')}
      deed={t(`${deed}Now`)}
      {...{ deciding, onClose }}
    >
      <p>{t(`${deed}Means`)}</p>
    </ReasonDialog>
  )
}
