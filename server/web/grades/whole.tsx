/** A student's grade in two numbers: of the whole course, and of what there was so far. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './grades.module.css'
import { number } from './numbers.ts'
import type { Grades } from './questions.ts'

export function Whole({ of: { percent, soFar } }: { of: Grades }): ReactNode {
  const { t } = useTranslation('grades')
  const shown = (value: number | null) =>
    value === null ? t('none') : t('percent', { value: number(value) })
  return (
    <dl className={classes.whole}>
      <div>
        <dt>{t('soFar')}</dt>
        <dd>{shown(soFar)}</dd>
        <dd className={classes.faint}>{t('soFarMeans')}</dd>
      </div>
      <div>
        <dt>{t('whole')}</dt>
        <dd>{shown(percent)}</dd>
        <dd className={classes.faint}>{t('wholeMeans')}</dd>
      </div>
    </dl>
  )
}
