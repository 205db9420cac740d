/** The cases that are shown, with their inputs, and what holds for all cases. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenExercise } from '../../api/exercise.ts'
import type { Wire } from '../../api/wire.ts'
import classes from './cases.module.css'

/** What of it is shown here. */
type Exercise = Pick<
  Wire<OpenExercise>,
  'tolerance' | 'limits' | 'forbids' | 'shownCases' | 'hiddenCases'
>

export function Cases({ exercise }: { exercise: Exercise }): ReactNode {
  const { t } = useTranslation('workspace')
  const { tolerance, limits, forbids, shownCases, hiddenCases } = exercise
  return (
    <div className={classes.cases}>
      <ol className={classes.list}>
        {shownCases.map((one) => (
          <li key={one.name} className={classes.case}>
            <h3 className={classes.name}>
              {one.name}
              <span className={classes.points}>
                {one.points === 0 ? t('noPoints') : t('casePoints', { count: one.points })}
              </span>
            </h3>
            {one.relation !== null && <p className={classes.note}>{one.relation}</p>}
            {one.inputs.length === 0 && one.kind !== 'example' && (
              <p className={classes.note}>{t('drawnAnew')}</p>
            )}
            {one.inputs.length > 0 && <Inputs inputs={one.inputs} />}
          </li>
        ))}
      </ol>
      {hiddenCases.count > 0 && <p>{t('hiddenCases', { count: hiddenCases.count })}</p>}
      <ul className={classes.rules}>
        <li>{t('tolerance', tolerance)}</li>
        <li>{t('limits', { seconds: limits.milliseconds / 1000, megabytes: limits.megabytes })}</li>
        {forbids.length > 0 && (
          <li>{t('forbidden', { operations: forbids.map((one) => `tf.${one}`).join(', ') })}</li>
        )}
      </ul>
    </div>
  )
}

function Inputs({ inputs }: { inputs: Exercise['shownCases'][number]['inputs'] }): ReactNode {
  return (
    <dl className={classes.inputs}>
      {inputs.map(({ parameter, text }) => (
        <div key={parameter} className={classes.input}>
          <dt>{parameter}</dt>
          <dd>
            <pre tabIndex={0} aria-label={parameter}>
              {text}
            </pre>
          </dd>
        </div>
      ))}
    </dl>
  )
}
