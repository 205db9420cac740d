import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Listed } from './questions.ts'
import classes from './regrades.module.css'

export function StateMark({ state }: { state: Listed['state'] }): ReactNode {
  const { t } = useTranslation('regrades')
  return (
    <span className={classes.state} data-state={state}>
      {t(state)}
    </span>
  )
}
