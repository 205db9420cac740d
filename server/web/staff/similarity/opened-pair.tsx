/** Two solutions side by side, with what they have in common, and the pairs before and after. */
import { Anchor, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { inertLine } from '../../../../grader/explain.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { exerciseTitle } from '../review/names.ts'
import { AlikeFile, partsOf } from './alike-file.tsx'
import { likeness } from './likeness.tsx'
import { PairSteps } from './pair-steps.tsx'
import { alikeQuery, pairQuery } from './questions.ts'
import classes from './similarity.module.css'

interface OpenedPairProps {
  readonly course: string
  /** Their submissions. */
  readonly left: string
  readonly right: string
}

export function OpenedPair({ course, left, right }: OpenedPairProps): ReactNode {
  const { t } = useTranslation('similarity')
  const pair = useQuery(pairQuery(course, left, right))
  const exercise = pair.data?.exercise.slug
  const alike = useQuery({
    ...alikeQuery(course, exercise ?? null),
    enabled: exercise !== undefined,
  })
  if (pair.error) return <Fault error={pair.error} onTryAgain={() => void pair.refetch()} />
  if (!pair.data) return <Loading />
  const one = pair.data
  const names = {
    left: inertLine(one.left.student.name),
    right: inertLine(one.right.student.name),
  }
  const median = alike.data?.median ?? null
  return (
    <>
      <div className={classes.ways}>
        <Anchor
          component={Link}
          href={`/courses/${course}/staff/similarity?exercise=${one.exercise.slug}`}
          size="sm"
        >
          ← {t('back')}
        </Anchor>
        {alike.data && <PairSteps course={course} pairs={alike.data.pairs} {...{ left, right }} />}
      </div>
      <div aria-busy={pair.isPlaceholderData} className={classes.opened}>
        <Title order={1} size="h2">
          {t('pairTitle', names)}
        </Title>
        <p className={classes.facts}>
          <span>{exerciseTitle(one.exercise)}</span>
          <strong>{t('alike', { similarity: likeness(one.similarity) })}</strong>
          {median !== null && <span>{t('classMedian', { median: likeness(median) })}</span>}
        </p>
        <p className={classes.about}>
          {t('caution')} {t('onRecord')}
        </p>
        <p className={classes.about}>
          {one.parts.length === 0 ? t('noParts') : t('parts', { count: one.parts.length })}
        </p>
        <div className={classes.files}>
          {(['left', 'right'] as const).map((side) => (
            <AlikeFile
              key={side}
              of={one[side]}
              name={names[side]}
              parts={partsOf(one.parts, side)}
              side={side}
              review={`/courses/${course}/staff/review/${one[side].submission}`}
            />
          ))}
        </div>
      </div>
    </>
  )
}
