/** How far an edition is, as signs and words. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Edition } from './questions.ts'
import classes from './workshop.module.css'

const signs = { unchecked: '○', waiting: '◷', running: '◷', proved: '✓', problems: '✗' } as const

export function CheckMark({ of }: { of: Edition['check'] }): ReactNode {
  const { t } = useTranslation('workshop')
  return (
    <span className={classes.mark} data-state={of}>
      <span aria-hidden>{signs[of]}</span> {t(of)}
    </span>
  )
}

/** Whether students have an edition, this one or an older one. */
export function ServedMark({
  newest,
  served,
}: {
  newest: Edition
  served: Edition | null
}): ReactNode {
  const { t } = useTranslation('workshop')
  if (!served) return <span className={classes.faint}>{t('notServed')}</span>
  return newest.isServed ? (
    <span className={classes.mark} data-state="proved">
      <span aria-hidden>●</span> {t('served')}
    </span>
  ) : (
    <span className={classes.mark} data-state="older">
      <span aria-hidden>◐</span> {t('servedOlder')}
    </span>
  )
}
