/** What the bell shows: the newest notices, each leading to what it is about. */
import { useMutation, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { inert } from '../../../grader/explain.ts'
import type { Notices, NoticesRead } from '../../api/notices.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'
import { dateTime, relativeTime, useNow } from '../dates.ts'
import { noticesQuery } from '../queries.ts'
import { pointsText } from '../report/points.ts'
import { Fault } from './fault.tsx'
import { Loading } from './loading.tsx'
import classes from './notice-list.module.css'

type Told = Wire<Notices>
type Notice = Told['notices'][number]

export default function NoticeList({ notices }: { notices: UseQueryResult<Told> }): ReactNode {
  const { t } = useTranslation('talk')
  const queries = useQueryClient()
  const read = useMutation({
    mutationFn: ({ path, body }: { path: string; body?: NoticesRead }) =>
      send('POST', `/api/notices/${path}`, body),
    onSettled: () => queries.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  })
  if (notices.isPending) return <Loading />
  if (!notices.data) {
    return <Fault error={notices.error} onTryAgain={() => void notices.refetch()} />
  }
  const { notices: all, unread } = notices.data
  const newest = all[0]
  return (
    <section className={classes.notices} aria-label={t('bell')}>
      {newest && unread > 0 && (
        <button
          type="button"
          className={classes.readAll}
          onClick={() => {
            read.mutate({ path: 'read', body: { until: newest.sentAt } })
          }}
        >
          {t('readAll')}
        </button>
      )}
      {all.length === 0 && <p className={classes.empty}>{t('nothingNew')}</p>}
      <ul role="list" className={classes.list}>
        {all.map((one) => (
          <li key={one.id}>
            <Row
              notice={one}
              onRead={() => {
                read.mutate({ path: `${one.id}/read` })
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ notice, onRead }: { notice: Notice; onRead: () => void }): ReactNode {
  const { t } = useTranslation('talk')
  const now = useNow()
  const { kind, closed, undone, exercise, score, reason, dueAt, sentAt, readAt } = notice
  const isUnread = readAt === null
  return (
    <Link
      href={addressOf(notice)}
      className={classes.notice}
      onClick={() => {
        if (isUnread) onRead()
      }}
    >
      <span className={isUnread ? classes.unread : undefined}>
        {closed ? t('closedReply') : undone ? t('regradeUndone') : t(kind)}
        {isUnread && <span className={classes.unseen}> ({t('isUnread')})</span>}
      </span>
      {exercise && <span>{exercise.title}</span>}
      {score && (
        <span>
          {t('scoreChange', { before: points(score.before), after: points(score.after) })}
        </span>
      )}
      {reason !== null && <span className={classes.reason}>{inert(reason)}</span>}
      {dueAt !== null && <span>{t('dueNow', { when: dateTime(dueAt) })}</span>}
      <time dateTime={sentAt} title={dateTime(sentAt)} className={classes.when}>
        {relativeTime(sentAt, now)}
      </time>
    </Link>
  )
}

function points(of: number | null): string {
  return of === null ? '–' : pointsText(of)
}

/** Staff go to the conversation in the staff room, everybody else to the submission, or to the exercise. */
function addressOf({ kind, course, exercise, submission, thread }: Notice): string {
  if (kind === 'request' && course !== null) {
    return `/courses/${course}/staff/requests/${thread ?? ''}`
  }
  if (submission !== null) return `/submissions/${submission}`
  if (course === null) return '/'
  return exercise ? `/courses/${course}/${exercise.slug}` : `/courses/${course}`
}
