/** Beside the editor: the statement, the cases that are shown, and what was handed in before. */
import { Tabs } from '@mantine/core'
import { lazy, Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenExercise } from '../../api/exercise.ts'
import type { Wire } from '../../api/wire.ts'
import { Loading } from '../components/loading.tsx'
import classes from './left-pane.module.css'
import { Statement } from './statement.tsx'

const Cases = lazy(async () => {
  const { Cases } = await import('./cases.tsx')
  return { default: Cases }
})

const HistoryList = lazy(async () => {
  const { HistoryList } = await import('../course/history-list.tsx')
  return { default: HistoryList }
})

interface LeftPaneProps {
  readonly exercise: Wire<OpenExercise>
  /** The course's slug. */
  readonly course: string
  readonly onOpenSubmission: (id: string) => void
}

export function LeftPane({ exercise, course, onOpenSubmission }: LeftPaneProps): ReactNode {
  const { t } = useTranslation('workspace')
  return (
    <Tabs defaultValue="statement" className={classes.tabs} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="statement">{t('statement')}</Tabs.Tab>
        <Tabs.Tab value="cases">{t('cases')}</Tabs.Tab>
        <Tabs.Tab value="history">{t('history')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="statement" className={classes.panel} tabIndex={0}>
        <Statement html={exercise.page.html} language={exercise.page.language} />
      </Tabs.Panel>
      <Tabs.Panel value="cases" className={classes.panel} tabIndex={0}>
        <Suspense fallback={<Loading />}>
          <Cases exercise={exercise} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="history" className={classes.panel} tabIndex={0}>
        <Suspense fallback={<Loading />}>
          <HistoryList exercise={exercise.slug} course={course} onOpen={onOpenSubmission} />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  )
}
