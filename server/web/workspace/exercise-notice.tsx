/** What happened to the exercise itself while it was open. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from './notice.tsx'

interface ExerciseNoticeProps {
  readonly withdrawn: boolean
  /** It is graded by another version than the one that is shown. */
  readonly changed: boolean
  /** Shows the new one; null until it has arrived. */
  readonly onShow: (() => void) | null
}

export function ExerciseNotice({ withdrawn, changed, onShow }: ExerciseNoticeProps): ReactNode {
  const { t } = useTranslation('workspace')
  if (withdrawn) return <Notice tone="bad">{t('withdrawn')}</Notice>
  if (!changed) return null
  return (
    <Notice
      tone="ours"
      actions={
        onShow && (
          <Button size="compact-sm" variant="default" onClick={onShow}>
            {t('showNew')}
          </Button>
        )
      }
    >
      {t('changed')}
    </Notice>
  )
}
