/** What became of the submission: as it was graded and, beside that, what came of running it again. */
import { Button, NativeSelect, VisuallyHidden } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewRerun, Rerun } from '../../../api/review.ts'
import type { Wire } from '../../../api/wire.ts'
import { send } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { VerdictMark } from '../../course/verdict-mark.tsx'
import { dateTime } from '../../dates.ts'
import { ReportView } from '../../report/report-view.tsx'
import type { GoToLine, Reported } from '../../report/submission.ts'
import { FollowedRun } from './followed-run.tsx'
import { pointsOf, timesText } from './names.ts'
import type { Opened } from './opened.ts'
import { addressOf, rerunQuery } from './questions.ts'
import classes from './review.module.css'

type Run = Wire<Rerun>

interface ReportsProps {
  readonly course: string
  readonly opened: Opened
  readonly onChange: (next: Partial<Opened>) => void
  readonly onGoToLine: GoToLine
}

export function Reports({ course, opened, onChange, onGoToLine }: ReportsProps): ReactNode {
  const { t } = useTranslation('review')
  const queries = useQueryClient()
  const [shownRun, setShownRun] = useState<string | null>(null)
  const [seed, setSeed] = useState('same')
  const { reruns } = opened
  const put = (run: Run) => {
    const others = reruns.filter(({ id }) => id !== run.id)
    onChange({ reruns: [run, ...others] })
  }
  const again = useMutation({
    mutationFn: () =>
      send<Run>('POST', addressOf(course, `reviews/${opened.id}/reruns`), {
        seed: seed === 'same' ? 'same' : Number(seed),
      } satisfies NewRerun),
    onSuccess: put,
  })
  const refresh = async (run: string) => {
    put(await queries.query({ ...rerunQuery(course, opened.id, run), staleTime: 0 }))
  }
  const chosen = reruns.find(({ id }) => id === shownRun)
  const sameSeed = opened.run.seedIndex
  return (
    <>
      <section aria-labelledby="review-report">
        <div className={classes.sectionHead}>
          <h2 id="review-report" tabIndex={-1} data-part="report">
            {t('report')}
          </h2>
          {chosen && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                setShownRun(null)
              }}
            >
              {t('asGraded')}
            </Button>
          )}
        </div>
        {chosen ? (
          <RerunReport course={course} submission={opened.id} run={chosen} />
        ) : opened.report ? (
          <ReportView submission={asReported(opened)} course={course} onGoToLine={onGoToLine} />
        ) : (
          <p>{t('noReport')}</p>
        )}
      </section>
      <section className={classes.panel} aria-labelledby="review-again">
        <div className={classes.sectionHead}>
          <h2 id="review-again">
            {t('again')} <kbd>R</kbd>
          </h2>
        </div>
        <p className={classes.faint}>{t('againMeans')}</p>
        <form
          className={classes.again}
          onSubmit={(event) => {
            event.preventDefault()
            // A button that is disabled would lose the focus.
            if (!again.isPending) again.mutate()
          }}
        >
          <NativeSelect
            label={t('againSeed')}
            value={seed}
            data={[
              {
                value: 'same',
                label:
                  sameSeed === null ? t('againSameUnknown') : t('againSame', { seed: sameSeed }),
              },
              ...Array.from({ length: 64 }, (_, one) => String(one)),
            ]}
            onChange={({ currentTarget }) => {
              setSeed(currentTarget.value)
            }}
          />
          <Button
            type="submit"
            variant="default"
            data-part="again"
            aria-keyshortcuts="R"
            aria-disabled={again.isPending}
          >
            {t('againNow')}
          </Button>
        </form>
        {again.error && <Fault error={again.error} />}
        {reruns.length > 0 && (
          <div className={classes.scroll}>
            <table className={classes.runs}>
              <thead>
                <tr>
                  <th scope="col">{t('againWhen')}</th>
                  <th scope="col">{t('verdict')}</th>
                  <th scope="col">{t('score')}</th>
                  <th scope="col">
                    <VisuallyHidden>{t('againReport')}</VisuallyHidden>
                  </th>
                </tr>
              </thead>
              <tbody>
                <RunRow
                  name={t('asGraded')}
                  run={{ ...opened, status: 'finished' }}
                  isShown={shownRun === null}
                  onShow={() => {
                    setShownRun(null)
                  }}
                />
                {reruns.map((run) => (
                  <RunRow
                    key={run.id}
                    name={t('againName', { seed: run.seedIndex, time: dateTime(run.askedAt) })}
                    run={run}
                    isShown={run.id === shownRun}
                    onShow={() => {
                      setShownRun(run.id)
                    }}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {reruns
          .filter(({ status }) => status === 'waiting' || status === 'started')
          .map(({ id }) => (
            <FollowedRun key={id} id={id} onEnded={() => void refresh(id)} />
          ))}
      </section>
    </>
  )
}

function asReported({ id, report, text, hints }: Opened): Reported {
  const { ladder } = hints
  return {
    ...{ id, report, text, passedBefore: [] },
    hints: { shown: ladder, total: ladder.length },
  }
}

function RerunReport({
  course,
  submission,
  run,
}: {
  course: string
  submission: string
  run: Run
}): ReactNode {
  const { t } = useTranslation('review')
  const opened = useQuery(rerunQuery(course, submission, run.id))
  if (opened.error) return <Fault error={opened.error} onTryAgain={() => void opened.refetch()} />
  if (!opened.data) return <Loading />
  const { id, report, text } = opened.data
  return (
    <>
      <p role="status" className={classes.faint}>
        {t('againName', { seed: run.seedIndex, time: dateTime(run.askedAt) })}
      </p>
      {report ? (
        <ReportView submission={{ id, report, text, hints: null, passedBefore: [] }} />
      ) : (
        <p>{t('noReport')}</p>
      )}
    </>
  )
}

interface RunRowProps {
  readonly name: string
  readonly run: Pick<
    Run,
    'status' | 'verdict' | 'points' | 'maxPoints' | 'failedCase' | 'timesAllowed'
  >
  readonly isShown: boolean
  readonly onShow: () => void
}

function RunRow({ name, run, isShown, onShow }: RunRowProps): ReactNode {
  const { t } = useTranslation('review')
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <VerdictMark of={run} />
        {run.failedCase !== null && (
          <span className={classes.faint}>
            {[t('firstFailing', { name: run.failedCase }), timesText(t, run.timesAllowed)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
      </td>
      <td>{pointsOf(t, run.points, run.maxPoints)}</td>
      <td>
        {isShown ? (
          <span className={classes.faint}>{t('againShown')}</span>
        ) : (
          run.verdict !== null && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('againShowOf', { name })}
              onClick={onShow}
            >
              {t('againShow')}
            </Button>
          )
        )}
      </td>
    </tr>
  )
}
