/** What the newest check of an exercise found: which case catches which wrong solution. */
import { Title, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../dates.ts'
import { number } from '../../grades/numbers.ts'
import classes from './exercises.module.css'
import type { Opened } from './questions.ts'

type Recorded = NonNullable<Opened['check']>
type Proof = Recorded['proof']
type Kill = Proof['misconceptions'][number]['kills'][number]

export function Check({ of }: { of: Opened['check'] }): ReactNode {
  const { t } = useTranslation('statistics')
  if (!of) {
    return (
      <section>
        <Title order={2} size="h4">
          {t('checkTitle')}
        </Title>
        <p className={classes.faint}>{t('noCheck')}</p>
      </section>
    )
  }
  const { checkedAt, isServed, proved, proof } = of
  const found = !isServed ? 'checkOlder' : proved ? 'checkProved' : 'checkProblems'
  return (
    <section>
      <Title order={2} size="h4">
        {t('checkTitle')}
      </Title>
      <p className={proved && isServed ? classes.good : classes.ours}>{t(found)}</p>
      <p className={classes.faint}>{t('checked', { when: dateTime(checkedAt) })}</p>
      <Found
        of={proof}
        problems={
          <ul>
            {proof.problems.map((problem) => (
              <li key={problem} lang="en">
                {problem}
              </li>
            ))}
          </ul>
        }
      />
    </section>
  )
}

/** How wide the tolerance is, what is wrong where something is, and which case catches what. */
export function Found({ of, problems }: { of: Proof; problems: ReactNode }): ReactNode {
  const { t } = useTranslation('statistics')
  const times = useTimes()
  return (
    <>
      <p>{t('tolerance', { floor: times(of.floor), gap: times(of.gap) })}</p>
      {of.problems.length > 0 && problems}
      {of.misconceptions.length > 0 && <KillMatrix of={of} />}
    </>
  )
}

function useTimes(): (value: number | 'Infinity') => string {
  const { t } = useTranslation('statistics')
  return (value) =>
    value === 'Infinity' ? t('shape') : t('times', { value: number(Number(value.toPrecision(2))) })
}

function KillMatrix({ of: { misconceptions } }: { of: Proof }): ReactNode {
  const { t } = useTranslation('statistics')
  const times = useTimes()
  const cases = misconceptions[0]?.kills.map(({ caseName }) => caseName) ?? []
  return (
    <>
      <div className={classes.box} role="group" aria-label={t('matrix')} tabIndex={0}>
        <table className={classes.table} aria-label={t('matrix')}>
          <thead>
            <tr>
              <th scope="col">{t('wrongSolution')}</th>
              {cases.map((name, at) => (
                <th key={name} scope="col" title={name}>
                  <span aria-hidden>{at + 1}</span>
                  <VisuallyHidden>{name}</VisuallyHidden>
                </th>
              ))}
              <th scope="col">{t('offBy')}</th>
            </tr>
          </thead>
          <tbody>
            {misconceptions.map(({ id, sameAs, kills, caught, timesAllowed }) => (
              <tr key={id}>
                <th scope="row">
                  <span className={classes.faint}>{id}</span> {sameAs}
                </th>
                {kills.map((kill) => (
                  <td key={kill.caseName}>
                    <KillMark of={kill} />
                  </td>
                ))}
                <td className={caught ? undefined : classes.bad}>
                  {caught ? times(timesAllowed) : t('never')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ol className={classes.caseNames} lang="en">
        {cases.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ol>
    </>
  )
}

function KillMark({ of: { failed, timesAllowed } }: { of: Kill }): ReactNode {
  const { t } = useTranslation('statistics')
  const isWide = timesAllowed === 'Infinity' || timesAllowed >= 100
  const name = !failed ? 'passes' : isWide ? 'caught' : 'narrow'
  const signs = { passes: '·', narrow: '◐', caught: '●' } as const
  return (
    <span title={t(name)}>
      <span aria-hidden>{signs[name]}</span>
      <VisuallyHidden>{t(name)}</VisuallyHidden>
    </span>
  )
}
