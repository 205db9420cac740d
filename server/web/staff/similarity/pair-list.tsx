/** The pairs of an exercise, the most alike first, beside what is usual in this class. */
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import { inertLine } from '../../../../grader/explain.ts'
import { Refused } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime } from '../../dates.ts'
import { exerciseTitle } from '../review/names.ts'
import { likeness, LikenessBar } from './likeness.tsx'
import { pairAddress } from './pair-address.ts'
import { alikeQuery, type Alike, type Pair } from './questions.ts'
import classes from './similarity.module.css'

export function PairList({ course }: { course: string }): ReactNode {
  const { t } = useTranslation('similarity')
  const [search, setSearch] = useSearchParams()
  const wanted = search.get('exercise')
  const alike = useQuery(alikeQuery(course, wanted))
  if (wanted === null && alike.error instanceof Refused && alike.error.status === 404) {
    return <p className={classes.empty}>{t('noAssignments')}</p>
  }
  if (alike.error && !alike.data) {
    return <Fault error={alike.error} onTryAgain={() => void alike.refetch()} />
  }
  if (!alike.data) return <Loading />
  const { data, isPlaceholderData: isOfAnother } = alike
  return (
    <>
      <p className={classes.about}>{t('about')}</p>
      <NativeSelect
        className={classes.choice}
        label={t('assignment')}
        value={wanted ?? data.exercise}
        data={data.exercises.map((one) => ({ value: one.slug, label: exerciseTitle(one) }))}
        onChange={({ currentTarget: { value } }) => {
          setSearch({ exercise: value })
        }}
      />
      {isOfAnother ? <Loading /> : <Compared course={course} alike={data} />}
    </>
  )
}

function Compared({ course, alike }: { course: string; alike: Alike }): ReactNode {
  const { t } = useTranslation('similarity')
  const { compared, median, threshold, total, pairs } = alike
  if (median === null) return <p className={classes.empty}>{t('tooFew', { count: compared })}</p>
  const found = { count: total, threshold: likeness(threshold) }
  return (
    <>
      <Yardstick compared={compared} median={median} />
      <p role="status" className={classes.found}>
        {total === 0 ? t('none', found) : t('found', found)}
        {total > pairs.length && ` ${t('mostShown', { count: pairs.length })}`}
      </p>
      <ol role="list" className={classes.pairs} aria-label={t('list')}>
        {pairs.map((pair) => (
          <PairRow
            key={`${pair.left.submission} ${pair.right.submission}`}
            {...{ course, pair, median }}
          />
        ))}
      </ol>
    </>
  )
}

/** From these medians on, likeness of two solutions says little, or something only with care. */
const [high, middling] = [0.5, 0.25] as const

/** What two solutions of this class have in common anyway, without which no likeness says anything. */
function Yardstick({ compared, median }: { compared: number; median: number }): ReactNode {
  const { t } = useTranslation('similarity')
  const meaning =
    median >= high ? 'medianHigh' : median >= middling ? 'medianMiddling' : 'medianLow'
  return (
    <section className={classes.yardstick} aria-label={t('yardstick')}>
      <p className={classes.figure}>
        <strong>{likeness(median)}</strong>
        <LikenessBar similarity={0} median={median} />
        <span className={classes.faint}>
          {t('median')}
          <br />
          {t('compared', { count: compared })}
        </span>
      </p>
      <div>
        <p className={classes.meaning}>{t(meaning)}</p>
        <p>{t('medianMeans')}</p>
      </div>
    </section>
  )
}

function PairRow({
  course,
  pair: { left, right, similarity },
  median,
}: {
  course: string
  pair: Pair
  median: number
}): ReactNode {
  const { t } = useTranslation('similarity')
  const names = { left: inertLine(left.student.name), right: inertLine(right.student.name) }
  return (
    <li className={classes.pair}>
      <span className={classes.likeness}>
        <strong>{likeness(similarity)}</strong>
        <LikenessBar similarity={similarity} median={median} />
      </span>
      <Side of={left} />
      <Side of={right} />
      <Link
        href={pairAddress(course, left.submission, right.submission)}
        className={classes.compare}
        aria-label={t('compareNamed', names)}
      >
        {t('compare')}
      </Link>
    </li>
  )
}

function Side({ of: { student, handedInAt } }: { of: Pair['left'] }): ReactNode {
  return (
    <span className={classes.side}>
      <span className={classes.name}>{inertLine(student.name)}</span>
      <span className={classes.faint}>
        {student.section !== null && `${inertLine(student.section)} · `}
        <time dateTime={handedInAt}>{dateTime(handedInAt)}</time>
      </span>
    </span>
  )
}
