/** What somebody of the staff said about a submission, for its student. The remarks stand in the code. */
import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inert } from '../../../grader/explain.ts'
import { dateTime } from '../dates.ts'
import classes from './done-review.module.css'
import { pointsText, signedPoints } from './points.ts'
import type { Submission } from './submission.ts'

interface DoneReviewProps {
  readonly submission: Submission
  readonly review: NonNullable<Submission['review']>
}

export function DoneReview({ submission, review }: DoneReviewProps): ReactNode {
  const { t } = useTranslation('report')
  const { reviewer, doneAt, comments, rubric, override, score } = review
  const { points, maxPoints } = submission
  const time = dateTime(doneAt)
  return (
    <section aria-labelledby="done-review" className={classes.review}>
      <header className={classes.header}>
        <Title order={2} size="h4" id="done-review">
          {t('review')}
        </Title>
        {score !== null && maxPoints !== null && (
          <p className={classes.score}>
            {t('points', { earned: pointsText(score), points: pointsText(maxPoints) })}
          </p>
        )}
        <p className={classes.faint}>
          {reviewer === null
            ? t('reviewedAt', { time })
            : t('reviewedBy', { name: reviewer, time })}
        </p>
      </header>
      {(rubric.length > 0 || override) && (
        <dl className={classes.parts}>
          {points !== null && (
            <div>
              <dt>{t('gradersPoints')}</dt>
              <dd>{pointsText(points)}</dd>
            </div>
          )}
          {rubric.map((item, at) => (
            <div key={at}>
              <dt>{inert(item.text)}</dt>
              <dd>{signedPoints(item.points)}</dd>
            </div>
          ))}
          {override && (
            <div className={classes.override}>
              <dt>
                <strong>{t('override')}</strong>
                <span className={classes.reason}>{inert(override.reason)}</span>
              </dt>
              <dd>{pointsText(override.points)}</dd>
            </div>
          )}
        </dl>
      )}
      {comments.length > 0 && (
        <p>
          <a href="#submitted-code">{t('remarks', { count: comments.length })}</a>
        </p>
      )}
    </section>
  )
}
