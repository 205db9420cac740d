/** One conversation in the staff room: who answers, what was written, and the way to the submission. */
import { Anchor, Button, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { inertLine } from '../../../../grader/explain.ts'
import type { OpenThread, ThreadAssignee } from '../../../api/threads.ts'
import type { Wire } from '../../../api/wire.ts'
import { Refused, send } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { Conversation } from '../../report/conversation.tsx'
import { useNoticesRead } from '../../report/use-notices-read.ts'
import type { StaffCourse } from '../area.ts'
import { exerciseTitle, studentName } from '../review/names.ts'
import classes from './requests.module.css'
import { threadQuery } from './requests-query.ts'

export function RequestPage({ course, id }: { course: StaffCourse; id: string }): ReactNode {
  const { t } = useTranslation('requests')
  const { t: tReview } = useTranslation('review')
  const queries = useQueryClient()
  const opened = useQuery(threadQuery(id))
  useNoticesRead(opened.data?.thread.submission)
  if (opened.error) return <Fault error={opened.error} onTryAgain={() => void opened.refetch()} />
  if (!opened.data) return <Loading />
  const { thread, student, exercise } = opened.data
  const title = t('titleOf', {
    student: inertLine(studentName(tReview, student)),
    exercise: exerciseTitle(exercise),
  })
  const staffRoom = `/courses/${course.slug}/staff`
  return (
    <div className={classes.page}>
      <PageTitle>{title}</PageTitle>
      <Anchor component={Link} href={`${staffRoom}/requests`} size="sm">
        ← {t('back')}
      </Anchor>
      <Title order={1} size="h2">
        {title}
      </Title>
      <div className={classes.deeds}>
        <Anchor component={Link} href={`${staffRoom}/review/${thread.submission}`}>
          {t('review')}
        </Anchor>
        <Assignee thread={thread} onChanged={() => opened.refetch()} />
      </div>
      <Conversation
        thread={thread}
        isStaff
        onChanged={async () => {
          await opened.refetch()
          await queries.invalidateQueries({ queryKey: ['requests', course.slug] })
        }}
      />
    </div>
  )
}

interface AssigneeProps {
  readonly thread: Wire<OpenThread>['thread']
  readonly onChanged: () => Promise<unknown>
}

/** Takes a request, gives it back, or takes it over. */
function Assignee({ thread, onChanged }: AssigneeProps): ReactNode {
  const { t } = useTranslation('requests')
  const { assignee } = thread
  const isMine = assignee?.isMe === true
  const change = useMutation({
    mutationFn: () =>
      send('PUT', `/api/threads/${thread.id}/assignee`, {
        take: !isMine,
        instead: assignee?.id ?? null,
      } satisfies ThreadAssignee),
    onSettled: onChanged,
  })
  const wasTaken = change.error instanceof Refused && change.error.code === 'takenMeanwhile'
  return (
    <>
      <Button
        variant={assignee ? 'default' : 'filled'}
        size="compact-md"
        aria-disabled={change.isPending}
        onClick={() => {
          if (!change.isPending) change.mutate()
        }}
      >
        {isMine
          ? t('giveBack')
          : assignee
            ? t('takeOver', { name: inertLine(assignee.name) })
            : t('take')}
      </Button>
      {wasTaken && <span role="alert">{t('taken')}</span>}
      {change.error && !wasTaken && <Fault error={change.error} />}
    </>
  )
}
