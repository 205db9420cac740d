import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Opened } from './questions.ts'
import classes from './regrades.module.css'

const always = ['up', 'down', 'same'] as const
const whereAny = ['kept', 'failed', 'gone'] as const

/** How many submissions rise, fall and stay. */
export function Totals({ regrade }: { regrade: Opened }): ReactNode {
  const { t } = useTranslation('regrades')
  const { totals, verdicts, state } = regrade
  const shown = [...always, ...whereAny.filter((outcome) => totals[outcome] > 0)]
  return (
    <section aria-labelledby="regrade-totals">
      <Title order={2} size="h4" id="regrade-totals">
        {t(state === 'published' ? 'totalsDone' : 'totals')}
      </Title>
      <dl className={classes.totals}>
        {shown.map((outcome) => (
          <div key={outcome} data-outcome={outcome}>
            <dt>{t(outcome)}</dt>
            <dd>{totals[outcome]}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.faint}>{t('verdictsChange', { count: verdicts })}</p>
    </section>
  )
}
