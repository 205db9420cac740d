import { Alert, Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './review.module.css'
import type { WrittenReview } from './use-review.ts'

/** What keeps a review from being saved, and that there is no next one. */
export function ReviewNotices({
  review,
  wasLast,
}: {
  review: WrittenReview
  wasLast: boolean
}): ReactNode {
  const { t } = useTranslation('review')
  const { theirs, error } = review
  if (theirs !== undefined) {
    return (
      <Alert color="yellow" role="alert" title={t('theirsTitle')} my="sm">
        {theirs === null ? t('theirsGone') : t('theirsBy', { name: theirs.reviewer ?? '–' })}
        <div className={classes.choices}>
          <Button variant="default" size="compact-md" onClick={review.takeTheirs}>
            {t('takeTheirs')}
          </Button>
          <Button variant="default" size="compact-md" onClick={review.keepMine}>
            {t('keepMine')}
          </Button>
        </div>
      </Alert>
    )
  }
  if (error) {
    return (
      <Alert color="red" role="alert" title={t('notSaved')} my="sm">
        {error.message}
        <div className={classes.choices}>
          <Button
            variant="default"
            size="compact-md"
            onClick={() => void review.save(review.isDone)}
          >
            {t('tryAgain')}
          </Button>
        </div>
      </Alert>
    )
  }
  return (
    <p role="status" className={classes.said}>
      {wasLast && t('lastOne')}
    </p>
  )
}
