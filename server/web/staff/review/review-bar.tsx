/** What is always in reach: where one is in the queue, what the score will be, whether it is saved, and going on. */
import { Button, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { pointsText } from '../../report/points.ts'
import { doneKey } from './keys.ts'
import type { Opened } from './opened.ts'
import classes from './review.module.css'
import type { WrittenReview } from './use-review.ts'
import { scoreThen } from './writing.ts'

interface ReviewBarProps {
  readonly opened: Opened
  readonly review: WrittenReview
  /** The address of the queue. */
  readonly queue: string
  readonly onGo: (id: string | null) => void
  readonly onDone: () => void
  readonly onKeys: () => void
}

export function ReviewBar(props: ReviewBarProps): ReactNode {
  const { opened, review, queue, onGo, onDone, onKeys } = props
  const { t } = useTranslation('review')
  const { place, maxPoints } = opened
  const score = scoreThen(review.writing, opened)
  const isLast = place.next === null
  const deed = !review.isDone
    ? t(isLast ? 'doneLast' : 'doneNext')
    : review.isUnsaved || isLast
      ? t(isLast ? 'saveChangesLast' : 'saveChanges')
      : t('goOn')
  return (
    <div className={classes.bar}>
      <Link href={queue} className={classes.toQueue}>
        ← {t('backToQueue')}
      </Link>
      <div className={classes.place}>
        <Step
          name={t('previousOne')}
          sign="K ‹"
          shortcut="K"
          isThere={place.previous !== null}
          onGo={() => {
            onGo(place.previous)
          }}
        />
        <span>
          {place.position === null
            ? t('placeGone', { of: place.of })
            : t('place', { position: place.position, of: place.of })}
        </span>
        <Step
          name={t('nextOne')}
          sign="› J"
          shortcut="J"
          isThere={place.next !== null}
          onGo={() => {
            onGo(place.next)
          }}
        />
      </div>
      <p role="status" className={classes.score}>
        {score === null || maxPoints === null
          ? t('scoreNone')
          : t('scoreThen', { score: pointsText(score), max: pointsText(maxPoints) })}
      </p>
      <p role="status" className={classes.saved} data-tone={review.error ? 'bad' : 'calm'}>
        {savedWords()}
      </p>
      <Button variant="subtle" color="gray" size="compact-md" onClick={onKeys}>
        <kbd>?</kbd>&nbsp;{t('keys')}
      </Button>
      {review.isDone && (
        <Button
          variant="default"
          title={t('takeBackMeans')}
          onClick={() => void review.save(false)}
        >
          {t('takeBack')}
        </Button>
      )}
      <Button
        aria-keyshortcuts={doneKey.aria}
        onClick={onDone}
        rightSection={<kbd className={classes.onButton}>{doneKey.shown}</kbd>}
      >
        {deed}
      </Button>
    </div>
  )

  function savedWords(): string {
    if (review.isSaving) return t('saving')
    if (review.error) return t('notSaved')
    if (review.isDone) return t(review.isUnsaved ? 'doneUnsaved' : 'doneSaved')
    if (review.isUnsaved) return t('unsaved')
    return review.saved ? t('draftSaved') : ''
  }
}

function Step({
  name,
  sign,
  shortcut,
  isThere,
  onGo,
}: {
  name: string
  sign: string
  shortcut: string
  isThere: boolean
  onGo: () => void
}): ReactNode {
  return (
    <Button
      variant="default"
      size="compact-md"
      aria-keyshortcuts={shortcut}
      title={name}
      disabled={!isThere}
      onClick={onGo}
    >
      <VisuallyHidden>{name}</VisuallyHidden>
      <span aria-hidden>{sign}</span>
    </Button>
  )
}
