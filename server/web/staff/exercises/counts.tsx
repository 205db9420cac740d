/** What goes wrong most: by misconception, and by case. */
import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './exercises.module.css'
import { Share } from './marks.tsx'
import type { Opened } from './questions.ts'

export function Misconceptions({ of }: { of: Opened['misconceptions'] }): ReactNode {
  const { t } = useTranslation('statistics')
  return (
    <section>
      <Title order={2} size="h4" id="misconceptions">
        {t('misconceptions')}
      </Title>
      {of.length === 0 ? (
        <p className={classes.faint}>{t('noMisconceptions')}</p>
      ) : (
        <div className={classes.box} role="group" aria-labelledby="misconceptions" tabIndex={0}>
          <table className={classes.table} aria-labelledby="misconceptions">
            <thead>
              <tr>
                <th scope="col">{t('misconception')}</th>
                <th scope="col">{t('students')}</th>
                <th scope="col">{t('submissions')}</th>
              </tr>
            </thead>
            <tbody>
              {of.map(({ id, sameAs, students, submissions }) => (
                <tr key={id}>
                  <th scope="row">
                    <span className={classes.faint}>{id}</span> {sameAs}
                  </th>
                  <td>{students}</td>
                  <td>{submissions}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

export function FailingCases({ of }: { of: Opened['cases'] }): ReactNode {
  const { t } = useTranslation('statistics')
  return (
    <section>
      <Title order={2} size="h4" id="cases">
        {t('casesTitle')}
      </Title>
      <div className={classes.box} role="group" aria-labelledby="cases" tabIndex={0}>
        <table className={classes.table} aria-labelledby="cases">
          <thead>
            <tr>
              <th scope="col">{t('case')}</th>
              <th scope="col">{t('failed')}</th>
              <th scope="col">{t('submissions')}</th>
            </tr>
          </thead>
          <tbody>
            {of.map(({ name, failed, run }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <Share of={run === 0 ? null : failed / run} />
                </td>
                <td>{t('failedOf', { failed, run })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
