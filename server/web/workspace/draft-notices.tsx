/** What has to be said about the draft: where it is when the server lacks it, and which of two texts to go on with. */
import { Anchor, Button } from '@mantine/core'
import { lazy, Suspense, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Loading } from '../components/loading.tsx'
import { currentLanguage } from '../language.ts'
import { signInAddress } from '../return-address.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import classes from './draft-notices.module.css'
import type { Rival, Trouble } from './draft-state.ts'
import { Notice } from './notice.tsx'

const CodeDifference = lazy(async () => {
  const { CodeDifference } = await import('../course/code-difference.tsx')
  return { default: CodeDifference }
})

export function DraftNotices({ keeper }: { keeper: DraftKeeper }): ReactNode {
  const { t } = useTranslation('workspace')
  const { state, stored } = useSyncExternalStore(keeper.subscribe, keeper.current)
  const { rivals, trouble, aside } = state
  const [rival] = rivals
  if (rival) return <RivalNotice key={placeOf(rival)} rival={rival} keeper={keeper} />
  if (trouble && !stored) return <Notice tone="bad">{t('nowhereNote')}</Notice>
  return (
    <>
      {trouble && <TroubleNotice trouble={trouble} />}
      {aside !== null && (
        <Notice
          actions={
            <>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  keeper.tell({ kind: 'putBack' })
                }}
              >
                {t('putBack')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  keeper.tell({ kind: 'asideDropped' })
                }}
              >
                {t('dismiss')}
              </Button>
            </>
          }
        >
          {t('asideNote')}
        </Notice>
      )}
    </>
  )
}

function TroubleNotice({ trouble }: { trouble: Trouble }): ReactNode {
  const { t } = useTranslation('workspace')
  const [location] = useLocation()
  switch (trouble.kind) {
    case 'unreachable':
      // One lost request is no news.
      return trouble.times > 1 || !navigator.onLine ? (
        <Notice tone="ours">{t('offlineNote')}</Notice>
      ) : null
    case 'signedOut':
      return (
        <Notice
          tone="ours"
          actions={
            // A fresh document: this one still believes that somebody is signed in.
            <Anchor href={signInAddress(location, 'ended')}>{t('signInAgain')}</Anchor>
          }
        >
          {t('signedOutNote')}
        </Notice>
      )
    case 'refused':
      return <Notice tone="ours">{t('refusedNote', { reason: trouble.message })}</Notice>
  }
}

function RivalNotice({ rival, keeper }: { rival: Rival; keeper: DraftKeeper }): ReactNode {
  const { t } = useTranslation('workspace')
  const [comparing, setComparing] = useState(false)
  const time = shortTime(rival.from === 'device' ? rival.copy.at : rival.draft.updatedAt)
  const news = {
    tab: t('rivalTab', { time }),
    elsewhere: t('rivalElsewhere', { time }),
    device: t('rivalDevice', { time }),
  }
  return (
    <Notice
      tone="ours"
      more={comparing && <Comparison rival={rival} mine={keeper.current().state.source} />}
      actions={
        <>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              keeper.tell({ kind: 'theirsTaken' })
            }}
          >
            {t('useTheirs')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              keeper.tell({ kind: 'mineKept' })
            }}
          >
            {t('keepMine')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={comparing}
            onClick={() => {
              setComparing(!comparing)
            }}
          >
            {comparing ? t('hideComparison') : t('compare')}
          </Button>
        </>
      }
    >
      {news[rival.from]} {t('rivalChoice')}
    </Notice>
  )
}

function Comparison({ rival, mine }: { rival: Rival; mine: string }): ReactNode {
  const { t } = useTranslation('workspace')
  const source = rival.from === 'device' ? rival.copy.source : rival.draft.source
  return (
    <Suspense fallback={<Loading />}>
      <div className={classes.comparison} tabIndex={0} role="group" aria-label={t('compare')}>
        <CodeDifference
          before={source}
          after={mine}
          beforeLabel={t('theirs')}
          afterLabel={t('mine')}
        />
      </div>
    </Suspense>
  )
}

function placeOf(rival: Rival): string {
  return rival.from === 'device' ? rival.copy.place : String(rival.draft.revision)
}

function shortTime(at: string): string {
  const date = new Date(at)
  const today = date.toDateString() === new Date().toDateString()
  return new Intl.DateTimeFormat(currentLanguage(), {
    ...(!today && { day: 'numeric', month: 'short' }),
    ...{ hour: 'numeric', minute: '2-digit' },
  }).format(date)
}
