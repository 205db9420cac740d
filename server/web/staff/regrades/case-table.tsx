import { Table, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { verdictWord } from '../../../../grader/explain.ts'
import { currentLanguage } from '../../language.ts'
import { WideTable } from '../wide-table.tsx'
import type { Opened } from './questions.ts'
import classes from './regrades.module.css'

/** Which cases have another verdict than before, and how often. */
export function CaseTable({ cases }: { cases: Opened['cases'] }): ReactNode {
  const { t } = useTranslation('regrades')
  const word = (verdict: Opened['cases'][number]['before']) =>
    verdict === null ? t('notRun') : verdictWord(verdict, currentLanguage())
  return (
    <section aria-labelledby="regrade-cases" className={classes.cases}>
      <Title order={2} size="h4" id="regrade-cases">
        {t('byCase')}
      </Title>
      {cases.length === 0 ? (
        <p className={classes.faint}>{t('byCaseNone')}</p>
      ) : (
        <WideTable label={t('byCase')} width={20}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('case')}</Table.Th>
              <Table.Th>{t('change')}</Table.Th>
              <Table.Th className={classes.number}>{t('howMany')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {cases.map(({ case: name, before, after, submissions }) => (
              <Table.Tr key={`${name} ${before ?? ''} ${after ?? ''}`}>
                <Table.Td className={classes.name}>{name}</Table.Td>
                <Table.Td>{t('fromTo', { before: word(before), after: word(after) })}</Table.Td>
                <Table.Td className={classes.number}>{submissions}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
    </section>
  )
}
