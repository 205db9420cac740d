/** One cluster: what it is, how many, what was answered, and what can be done. */
import { Button } from '@mantine/core'
import { useId, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inert, inertLine } from '../../../../grader/explain.ts'
import type { Clusters } from '../../../api/clusters.ts'
import type { Wire } from '../../../api/wire.ts'
import { dateTime, relativeTime, useNow } from '../../dates.ts'
import { AnswerDialog } from './answer-dialog.tsx'
import { clusterName, foundIn } from './cluster-name.ts'
import classes from './clusters.module.css'
import type { Choice, Cluster } from './clusters-query.ts'
import { DayLine } from './day-line.tsx'
import { Members } from './members.tsx'
import { NameDialog } from './name-dialog.tsx'

interface ClusterCardProps {
  readonly course: string
  readonly choice: Choice
  readonly data: Wire<Clusters>
  readonly cluster: Cluster
}

export function ClusterCard({ course, choice, data, cluster }: ClusterCardProps): ReactNode {
  const { t } = useTranslation('clusters')
  const id = useId()
  const { misconception, here, passed, elsewhere, attempts, perDay } = cluster
  return (
    <article className={classes.card} aria-labelledby={id}>
      <p className={classes.count} data-none={here === 0 || undefined}>
        <strong>{here}</strong> <span>{t(here === 1 ? 'nowOne' : 'now')}</span>
      </p>
      <div className={classes.body}>
        <h2 id={id} className={classes.name} tabIndex={-1}>
          {clusterName(t, cluster)} {misconception && <code>{misconception.id}</code>}
        </h2>
        <p className={classes.faint}>
          {misconception ? (
            foundIn(t, cluster)
          ) : cluster.example === null ? null : (
            <>
              {t('forExample')} {inert(cluster.example)}
            </>
          )}
        </p>
        <p className={classes.counts}>
          <span>{t('attempts', { count: attempts })}</span>
          {passed > 0 && <span>{t('passedSince', { count: passed })}</span>}
          {elsewhere > 0 && <span>{t('movedOn', { count: elsewhere })}</span>}
        </p>
        <LastAnswer cluster={cluster} />
        <Deeds course={course} choice={choice} data={data} cluster={cluster} />
        <Members course={course} choice={choice} cluster={cluster} />
      </div>
      {perDay && <DayLine days={data.days} counts={perDay} />}
    </article>
  )
}

function LastAnswer({ cluster }: { cluster: Cluster }): ReactNode {
  const { t } = useTranslation('clusters')
  const now = useNow()
  const { lastAnswer, unanswered } = cluster
  if (!lastAnswer) return null
  const { text, author, sentAt, students } = lastAnswer
  return (
    <div className={classes.answer}>
      <p className={classes.faint}>
        <time dateTime={sentAt} title={dateTime(sentAt)}>
          {t('lastAnswer', {
            author: author === null ? t('somebody') : inertLine(author),
            when: relativeTime(sentAt, now),
            count: students,
          })}
        </time>
      </p>
      <p className={classes.answerText}>{inert(text)}</p>
      {unanswered > 0 && <p className={classes.new}>{t('newSince', { count: unanswered })}</p>}
    </div>
  )
}

type Deed = 'all' | 'new' | 'name'

/** A known mistake is recognised by what it returns. */
const returned = ['values', 'nonFinite', 'shape', 'dtype', 'invariant', 'text']

function Deeds({ course, choice, data, cluster }: ClusterCardProps): ReactNode {
  const { t } = useTranslation('clusters')
  const [deed, setDeed] = useState<Deed | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  const deeds = useRef<HTMLDivElement>(null)
  const { here, unanswered, lastAnswer, misconception } = cluster
  const hasNew = lastAnswer !== null && unanswered > 0
  const button = (of: Deed, text: string, isFirst = false) => (
    <Button
      size="compact-md"
      variant={isFirst ? 'filled' : 'default'}
      aria-label={t('answerOf', { deed: text, cluster: clusterName(t, cluster) })}
      onClick={() => {
        setDeed(of)
      }}
    >
      {text}
    </Button>
  )
  return (
    <div ref={deeds} className={classes.deeds}>
      {hasNew && button('new', t('answerNew', { count: unanswered }), true)}
      {here > 0 && button('all', t('answerAll', { count: here }))}
      {!misconception && returned.includes(cluster.finding ?? '') && button('name', t('name'))}
      <span role="status" className={classes.sent}>
        {sent !== null && t('sent', { count: sent })}
      </span>
      {(deed === 'all' || deed === 'new') && (
        <AnswerDialog
          {...{ course, choice, cluster, to: deed }}
          onClose={(students) => {
            setDeed(null)
            setSent(students)
            // Its button may be gone, now that nobody is new.
            if (students !== null) deeds.current?.closest('article')?.querySelector('h2')?.focus()
          }}
        />
      )}
      {deed === 'name' && (
        <NameDialog
          {...{ course, cluster }}
          exercise={data.exercises.find(({ slug }) => slug === choice.exercise)}
          onClose={() => {
            setDeed(null)
          }}
        />
      )}
    </div>
  )
}
