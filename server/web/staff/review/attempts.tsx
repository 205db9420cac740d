import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { verdictWord } from '../../../../grader/explain.ts'
import { VerdictMark } from '../../course/verdict-mark.tsx'
import { currentLanguage } from '../../language.ts'
import { pointsOf } from './names.ts'
import type { Opened } from './opened.ts'
import classes from './review.module.css'

/** What the student handed in before and after: each leads to its own review. */
export function Attempts({
  opened,
  addressOf,
}: {
  opened: Opened
  addressOf: (id: string) => string
}): ReactNode {
  const { t } = useTranslation('review')
  return (
    <nav className={classes.attempts} aria-label={t('attempts')}>
      {opened.attempts.map((one) => {
        const points = pointsOf(t, one.points, one.maxPoints)
        const name = t('attemptIs', {
          attempt: one.attempt,
          verdict: verdictWord(one.verdict, currentLanguage()),
          points,
        })
        return (
          <Link
            key={one.id}
            href={addressOf(one.id)}
            className={classes.attempt}
            title={name}
            aria-current={one.id === opened.id ? 'page' : undefined}
          >
            <VisuallyHidden>{name}</VisuallyHidden>
            <span aria-hidden>
              {one.attempt} {one.verdict === 'passed' ? '✓' : '✗'}
              {one.review === 'done' && ' ●'}
            </span>
          </Link>
        )
      })}
      <VerdictMark of={{ status: 'finished', verdict: opened.verdict }} />
      <span>{pointsOf(t, opened.points, opened.maxPoints)}</span>
      <span>{opened.student.section}</span>
    </nav>
  )
}
