import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PasswordLink } from '../../api/people.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'
import { CopyLine } from '../components/copy-line.tsx'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import { Loading } from '../components/loading.tsx'
import { dateTime } from '../dates.ts'
import classes from './account.module.css'
import { Refusal } from './refusal.tsx'

interface PasswordLinkButtonProps {
  readonly course: string
  readonly id: string
  readonly name: string
}

/** Makes a link with which this student chooses a new password, and shows it. */
export function PasswordLinkButton({ course, id, name }: PasswordLinkButtonProps): ReactNode {
  const { t } = useTranslation('account')
  const make = useMutation({
    mutationFn: () =>
      send<Wire<PasswordLink>>('POST', `/api/courses/${course}/people/${id}/password-link`),
  })
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('passwordLinkFor', { name })}
        onClick={() => {
          make.mutate()
        }}
      >
        {t('passwordLink')}
      </Button>
      {!make.isIdle && (
        <Dialog
          title={t('passwordLinkFor', { name })}
          onClose={() => {
            make.reset()
          }}
        >
          <div className={classes.inDialog}>
            {make.isPending && <Loading />}
            <Refusal error={make.error} />
            {make.data && (
              <>
                <p>{t('passwordLinkMeans', { name, date: dateTime(make.data.expiresAt) })}</p>
                <CopyLine text={make.data.url} name={t('passwordLinkName')} autoFocus />
              </>
            )}
          </div>
          <CloseButton />
        </Dialog>
      )}
    </>
  )
}
