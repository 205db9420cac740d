/** Asks before a draft is lost that was never run or handed in, and shows what would be lost. */
import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../components/dialog.tsx'
import { CodeDifference } from './code-difference.tsx'
import type { Replacement } from './use-restore.ts'
import { versionAt } from './version-name.ts'

interface ReplaceDraftProps {
  readonly asked: Replacement
  readonly timeZone: string
  readonly onAnswer: (replaces: boolean) => void
}

export function ReplaceDraft({ asked, timeZone, onAnswer }: ReplaceDraftProps): ReactNode {
  const { t } = useTranslation('history')
  const version = versionAt(t, asked.version, timeZone)
  return (
    <Dialog
      title={t('replaceTitle')}
      onClose={(value) => {
        onAnswer(value === 'replace')
      }}
    >
      <p>{t('replaceText', { version })}</p>
      <CodeDifference
        before={asked.draft.source}
        after={asked.opened.source}
        beforeLabel={t('draft')}
        afterLabel={version}
      />
      <form method="dialog">
        <Group justify="flex-end" mt="lg">
          <Button type="submit" variant="default">
            {t('cancel')}
          </Button>
          <Button type="submit" value="replace" color="red">
            {t('replace')}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
