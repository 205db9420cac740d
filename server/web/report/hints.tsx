import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hints as Ladder } from '../../api/submission.ts'
import { send } from '../client.ts'
import { Fault } from '../components/fault.tsx'
import classes from './report.module.css'
import type { Reported, Submission } from './submission.ts'
import { submissionKey } from './submission-query.ts'

/** The ladder: questions first, each shown when it is asked for; the last one names the mistake. */
export function Hints({ submission }: { submission: Reported }): ReactNode {
  const { t } = useTranslation('report')
  const queries = useQueryClient()
  const unlock = useMutation({
    mutationFn: (rung: number) =>
      send<Ladder>('POST', `/api/submissions/${submission.id}/hints`, { rung }),
    onSuccess(hints) {
      queries.setQueryData<Submission>(
        submissionKey(submission.id),
        (known) => known && { ...known, hints },
      )
    },
  })
  const hints = unlock.data ?? submission.hints
  if (!hints || hints.total === 0) return null
  const { shown, total } = hints
  const next = shown.length + 1
  return (
    <section className={classes.hints}>
      <h4 className={classes.caseName}>{t('hints')}</h4>
      <ol className={classes.rungs} aria-live="polite">
        {shown.map((rung, at) => (
          <li key={at}>
            <span className={classes.faint}>{t('hintNumber', { number: at + 1 })}</span> {rung}
          </li>
        ))}
      </ol>
      {next <= total ? (
        <p className={classes.more}>
          <Button
            size="compact-sm"
            variant="default"
            loading={unlock.isPending}
            onClick={() => {
              unlock.mutate(next)
            }}
          >
            {t('showHint', { number: next, total })}
          </Button>{' '}
          <small className={classes.faint}>
            {next === total && total > 1 ? t('hintNames') : t('hintsKept')}
          </small>
        </p>
      ) : (
        <p className={classes.faint}>{t('allHints')}</p>
      )}
      {unlock.error && <Fault error={unlock.error} />}
    </section>
  )
}
