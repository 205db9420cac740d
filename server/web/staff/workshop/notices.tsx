/** What stands above the files: that somebody else saved, what other tabs left behind, and what could not be kept. */
import { Button } from '@mantine/core'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../components/loading.tsx'
import { dateTime } from '../../dates.ts'
import { forgetCopy } from '../../workspace/device-copies.ts'
import { Notice } from '../../workspace/notice.tsx'
import type { Opened } from './questions.ts'
import type { DeviceCopy } from './use-working-files.ts'
import { changedByBoth, filesOf, workOn, type Changes, type WorkingFiles } from './working-files.ts'
import classes from './workshop.module.css'

const FileDifferences = lazy(async () => {
  const { FileDifferences } = await import('./file-differences.tsx')
  return { default: FileDifferences }
})

const choice = { size: 'compact-sm', variant: 'default' } as const

interface NewerNoticeProps {
  readonly working: WorkingFiles
  readonly newer: Opened
  readonly onKeep: () => void
  readonly onDrop: () => void
}

/** Somebody saved an edition while there are changes here. */
export function NewerNotice({ working, newer, onKeep, onDrop }: NewerNoticeProps): ReactNode {
  const { t } = useTranslation('workshop')
  const [isComparing, setIsComparing] = useState(false)
  const both = changedByBoth(working, newer.files)
  const name = newer.savedBy ?? t('somebody')
  return (
    <Notice
      tone="ours"
      more={
        isComparing && (
          <Suspense fallback={<Loading />}>
            <div className={classes.comparison} role="group" aria-label={t('compare')} tabIndex={0}>
              <FileDifferences
                before={newer.files}
                after={filesOf(workOn(newer, working.changes))}
                beforeLabel={t('theirs', { name })}
                afterLabel={t('mine')}
              />
            </div>
          </Suspense>
        )
      }
      actions={
        <>
          <Button {...choice} onClick={onKeep}>
            {t('keepOnTop')}
          </Button>
          <Button {...choice} onClick={onDrop}>
            {t('takeTheirs')}
          </Button>
          <Button
            {...choice}
            aria-expanded={isComparing}
            onClick={() => {
              setIsComparing(!isComparing)
            }}
          >
            {isComparing ? t('hideComparison') : t('compare')}
          </Button>
        </>
      }
    >
      <strong>{t('newer', { name, time: dateTime(newer.savedAt) })}</strong>{' '}
      {newer.note !== null && `“${newer.note}” `}
      {both.length > 0 ? t('bothChanged', { files: both.join(', ') }) : t('noneInCommon')}{' '}
      {t('nothingLost')}
    </Notice>
  )
}

/** Unsaved changes of other tabs and earlier visits. */
export function CopyNotices({
  copies,
  onUse,
}: {
  copies: readonly DeviceCopy[]
  onUse: (changes: Changes) => void
}): ReactNode {
  const { t } = useTranslation('workshop')
  const [decided, setDecided] = useState<readonly string[]>([])
  const decide = ({ place }: DeviceCopy) => {
    forgetCopy(place)
    setDecided([...decided, place])
  }
  return copies
    .filter(({ place }) => !decided.includes(place))
    .map((copy) => (
      <Notice
        key={copy.place}
        tone="ours"
        actions={
          <>
            <Button
              {...choice}
              onClick={() => {
                onUse(copy.changes)
                decide(copy)
              }}
            >
              {t('useCopy')}
            </Button>
            <Button
              {...choice}
              onClick={() => {
                decide(copy)
              }}
            >
              {t('forgetCopy')}
            </Button>
          </>
        }
      >
        {t('copyLeft', {
          time: dateTime(copy.at),
          files: Object.keys(copy.changes).join(', '),
        })}
      </Notice>
    ))
}

interface SaveNoticesProps {
  readonly stored: boolean
  readonly aside: Changes | null
  readonly onPutBack: (changes: Changes) => void
  readonly onDismiss: () => void
}

export function SaveNotices({ stored, aside, onPutBack, onDismiss }: SaveNoticesProps): ReactNode {
  const { t } = useTranslation('workshop')
  return (
    <>
      {!stored && <Notice tone="bad">{t('nowhere')}</Notice>}
      {aside !== null && (
        <Notice
          actions={
            <>
              <Button
                {...choice}
                onClick={() => {
                  onPutBack(aside)
                }}
              >
                {t('putBack')}
              </Button>
              <Button {...choice} onClick={onDismiss}>
                {t('dismiss')}
              </Button>
            </>
          }
        >
          {t('aside')}
        </Notice>
      )}
    </>
  )
}
