/** One submission on a page of its own: what came of it, and the code that was handed in. */
import { Anchor, Container, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Fault } from '../components/fault.tsx'
import { Loading } from '../components/loading.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { currentLanguage } from '../language.ts'
import { sessionQuery } from '../queries.ts'
import { CodeLines } from './code-lines.tsx'
import { DoneReview } from './done-review.tsx'
import { Remark } from './remark.tsx'
import { AskForRegrade } from './ask-for-regrade.tsx'
import { Conversations } from './conversations.tsx'
import { ReportView } from './report-view.tsx'
import type { Submission } from './submission.ts'
import { SourceCode } from './source-code.tsx'
import { exerciseQuery, submissionQuery } from './submission-query.ts'
import classes from './submission-page.module.css'
import { Underway } from './underway.tsx'
import { useNoticesRead } from './use-notices-read.ts'

export default function SubmissionPage({ id }: { id: string }): ReactNode {
  const submission = useQuery(submissionQuery(id))
  if (submission.error)
    return <Fault error={submission.error} onTryAgain={() => void submission.refetch()} />
  if (!submission.data) return <Loading />
  return <Opened submission={submission.data} />
}

function Opened({ submission }: { submission: Submission }): ReactNode {
  const { t } = useTranslation('report')
  useNoticesRead(submission.id)
  const session = useQuery(sessionQuery)
  const exercise = useQuery(exerciseQuery(submission.exercise))
  const title = t('submissionOf', {
    kind: submission.kind === 'run' ? t('run') : t('submit'),
    exercise: exercise.data?.title ?? submission.exercise,
  })
  const given = exercise.data?.givenAs.find((one) => one.assignment === submission.assignment)
  const course = (given ?? exercise.data?.givenAs[0])?.course.slug
  const isOwn = session.data?.user?.id === submission.student.id
  const isOver = submission.status === 'finished' || submission.status === 'superseded'
  return (
    <Container size="lg" py="lg" className={classes.page}>
      <PageTitle>{title}</PageTitle>
      <header>
        <Title order={1} size="h2">
          {title}
        </Title>
        <p className={classes.facts}>
          <span>{t('handedIn', { time: moment(submission.queuedAt) })}</span>
          {!isOwn && <span>{t('byStudent', { name: submission.student.name })}</span>}
          {course !== undefined && (
            <>
              <Anchor component={Link} href={`/courses/${course}/${submission.exercise}`} inherit>
                {t('openExercise')}
              </Anchor>
              <Anchor
                component={Link}
                href={`/courses/${course}/${submission.exercise}/history`}
                inherit
              >
                {t('history')}
              </Anchor>
            </>
          )}
        </p>
      </header>
      <Conversations submission={submission.id} isOwn={isOwn} />
      {!isOver && <Underway id={submission.id} />}
      {submission.status === 'superseded' && <p>{t('superseded')}</p>}
      {submission.review && <DoneReview submission={submission} review={submission.review} />}
      <ReportView submission={submission} course={course} built={exercise.data?.built} />
      <section aria-labelledby="submitted-code">
        <Title order={2} size="h4" id="submitted-code">
          {t('code')}
        </Title>
        {submission.review ? (
          <Commented source={submission.source} comments={submission.review.comments} />
        ) : (
          <SourceCode source={submission.source} label={t('codeLabel')} />
        )}
      </section>
      {isOwn && <AskForRegrade submission={submission.id} />}
    </Container>
  )
}

/** The code with what was said about its lines. */
function Commented({
  source,
  comments,
}: {
  source: string
  comments: NonNullable<Submission['review']>['comments']
}): ReactNode {
  const { t } = useTranslation('report')
  return (
    <CodeLines
      source={source}
      label={t('codeLabel')}
      isMarked={(line) => comments.some((one) => one.line <= line && line <= one.endLine)}
      below={(line) =>
        comments.map((one, at) => one.endLine === line && <Remark key={at} {...one} />)
      }
    />
  )
}

/** Date and time where the reader is, with the name of that time zone. */
function moment(iso: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(new Date(iso))
}
