/** The submissions that wait for a review, or have one. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Redirect, useLocation, useSearchParams } from 'wouter'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import type { StaffCourse } from '../area.ts'
import { AnonymousSwitch } from './anonymous-switch.tsx'
import { changed, filterIn, searchOf } from './filter.ts'
import { Filters } from './filters.tsx'
import { choicesQuery, queueQuery } from './questions.ts'
import classes from './queue.module.css'
import { QueueTable } from './queue-table.tsx'

export function QueuePage({ course }: { course: StaffCourse }): ReactNode {
  const { t } = useTranslation('review')
  const [search, setSearch] = useSearchParams()
  const [path] = useLocation()
  const filter = filterIn(search)
  const pageNumber = Number(search.get('page') ?? 1)
  const choices = useQuery(choicesQuery(course.slug))
  const queue = useQuery({
    ...queueQuery(course.slug, filter, pageNumber),
    enabled: search.size > 0,
  })
  // Whoever comes without a wish wants to know what there is to do.
  if (search.size === 0) return <Redirect to={`${path}?state=todo`} replace />
  if (choices.error && !choices.data)
    return <Fault error={choices.error} onTryAgain={() => void choices.refetch()} />
  if (!choices.data) return <Loading />
  const { data } = queue
  const first = data?.submissions[0]
  return (
    <>
      <div className={classes.tools}>
        <p className={classes.faint}>{choices.data.anonymous && t('anonymousHere')}</p>
        <Link href={`${path}/rubrics`}>{t('rubrics')}</Link>
        <Link href={`${path}/comments`}>{t('bank')}</Link>
      </div>
      <Filters
        choices={choices.data}
        filter={filter}
        onChange={(next) => {
          setSearch(new URLSearchParams(searchOf(next)), { replace: true })
        }}
      />
      <div className={classes.states}>
        <nav aria-label={t('states')}>
          {states.map(({ state, word }) => (
            <Link
              key={state}
              href={`${path}${searchOf(changed({ which: 'latest', ...filter }, { state: state === 'all' ? null : state }))}`}
              replace
              className={classes.state}
              aria-current={(filter.state ?? 'all') === state ? 'true' : undefined}
            >
              {t(word)}
              {data && <span className={classes.count}>{data.counts[state]}</span>}
            </Link>
          ))}
        </nav>
        <p role="status" className={classes.faint}>
          {data && t('found', { count: data.total })}
        </p>
        {first && (
          <Button component={Link} href={`${path}/${first.id}${searchOf(filter)}`}>
            {t('begin')}
          </Button>
        )}
      </div>
      {queue.error && <Fault error={queue.error} onTryAgain={() => void queue.refetch()} />}
      {queue.isPending && <Loading />}
      {data && !queue.error && (
        <div aria-busy={queue.isPlaceholderData} className={classes.found}>
          {data.submissions.length === 0 ? (
            <div className={classes.empty}>
              <p>{t(filter.state === 'todo' ? 'nothingTodo' : 'nothingFits')}</p>
              <p className={classes.faint}>{t('nothingFitsNext')}</p>
            </div>
          ) : (
            <QueueTable queue={data} filter={filter} address={path} />
          )}
          {data.pages > 1 && (
            <nav className={classes.pages} aria-label={t('pages')}>
              <PageLink href={`${path}${searchOf(filter, data.page - 1)}`} isThere={data.page > 1}>
                ← {t('before')}
              </PageLink>
              <span>{t('pageOf', data)}</span>
              <PageLink
                href={`${path}${searchOf(filter, data.page + 1)}`}
                isThere={data.page < data.pages}
              >
                {t('after')} →
              </PageLink>
            </nav>
          )}
        </div>
      )}
      {course.role === 'instructor' && (
        <AnonymousSwitch course={course.slug} isAnonymous={choices.data.anonymous} />
      )}
    </>
  )
}

const states = [
  { state: 'todo', word: 'stateTodo' },
  { state: 'draft', word: 'stateDraft' },
  { state: 'done', word: 'stateDone' },
  { state: 'all', word: 'stateAll' },
] as const

function PageLink({
  href,
  isThere,
  children,
}: {
  href: string
  isThere: boolean
  children: ReactNode
}): ReactNode {
  return isThere ? (
    <Link href={href}>{children}</Link>
  ) : (
    <span aria-hidden className={classes.faint}>
      {children}
    </span>
  )
}
