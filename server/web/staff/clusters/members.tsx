import { Anchor, Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { inertLine } from '../../../../grader/explain.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime, relativeTime, useNow } from '../../dates.ts'
import { studentName } from '../review/names.ts'
import classes from './clusters.module.css'
import { type Choice, type Cluster, type Member, membersQuery } from './clusters-query.ts'

interface MembersProps {
  readonly course: string
  readonly choice: Choice
  readonly cluster: Cluster
}

/** The submissions of a cluster, each leading to its review; fetched when somebody looks. */
export function Members(props: MembersProps): ReactNode {
  const { t } = useTranslation('clusters')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details
      className={classes.members}
      onToggle={({ currentTarget }) => {
        setIsOpen(currentTarget.open)
      }}
    >
      <summary>{t('submissions')}</summary>
      {isOpen && <MemberList {...props} />}
    </details>
  )
}

function MemberList({ course, choice, cluster }: MembersProps): ReactNode {
  const { t } = useTranslation('clusters')
  const members = useInfiniteQuery(membersQuery(course, choice, cluster))
  if (members.error)
    return <Fault error={members.error} onTryAgain={() => void members.refetch()} />
  if (!members.data) return <Loading />
  return (
    <>
      <ul role="list" className={classes.memberList}>
        {members.data.pages.flatMap((page) =>
          page.members.map((one) => <Row key={one.submission} course={course} member={one} />),
        )}
      </ul>
      {members.hasNextPage && (
        <Button
          size="compact-sm"
          variant="default"
          aria-disabled={members.isFetchingNextPage}
          onClick={() => void members.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Row({ course, member }: { course: string; member: Member }): ReactNode {
  const { t } = useTranslation('clusters')
  const { t: tReview } = useTranslation('review')
  const now = useNow()
  const { submission, student, standing, handedInAt, answered } = member
  return (
    <li className={classes.member}>
      <Anchor component={Link} href={`/courses/${course}/staff/review/${submission}`} size="sm">
        {inertLine(studentName(tReview, student))}
      </Anchor>
      <span>{student.section}</span>
      <span className={standing === 'passed' ? classes.good : undefined}>
        {standing === 'passed' && <span aria-hidden>✓ </span>}
        {t(standing)}
      </span>
      {handedInAt !== null && (
        <time dateTime={handedInAt} title={dateTime(handedInAt)}>
          {relativeTime(handedInAt, now)}
        </time>
      )}
      {answered && <span>{t('gotAnswer')}</span>}
    </li>
  )
}
