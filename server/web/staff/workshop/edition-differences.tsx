import { NativeSelect, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime } from '../../dates.ts'
import { FileDifferences } from './file-differences.tsx'
import { editionQuery, type Edition } from './questions.ts'
import classes from './workshop.module.css'

interface EditionDifferencesProps {
  readonly course: string
  readonly slug: string
  readonly editions: readonly Edition[]
}

/** What changed between two of them; at first, between the newest two. */
export function EditionDifferences({ course, slug, editions }: EditionDifferencesProps): ReactNode {
  const { t } = useTranslation('workshop')
  const [from, setFrom] = useState(editions[1]!.id)
  const [to, setTo] = useState(editions[0]!.id)
  const before = useQuery(editionQuery(course, slug, from))
  const after = useQuery(editionQuery(course, slug, to))
  const failed = [before, after].find(({ error, data }) => error && !data)
  const nameOf = ({ savedAt, note }: Edition) =>
    [dateTime(savedAt), note].filter(Boolean).join(' · ')
  const choices = editions.map((one) => ({ value: one.id, label: nameOf(one) }))
  return (
    <section aria-labelledby="edition-differences">
      <Title order={2} size="h4" id="edition-differences">
        {t('differences')}
      </Title>
      <div className={classes.between}>
        <NativeSelect
          label={t('from')}
          value={from}
          data={choices}
          onChange={({ currentTarget }) => {
            setFrom(currentTarget.value)
          }}
        />
        <NativeSelect
          label={t('to')}
          value={to}
          data={choices}
          onChange={({ currentTarget }) => {
            setTo(currentTarget.value)
          }}
        />
      </div>
      {failed ? (
        <Fault error={failed.error} onTryAgain={() => void failed.refetch()} />
      ) : before.data && after.data ? (
        <FileDifferences
          key={`${from} ${to}`}
          before={before.data.files}
          after={after.data.files}
          beforeLabel={nameOf(before.data)}
          afterLabel={nameOf(after.data)}
        />
      ) : (
        <Loading />
      )}
    </section>
  )
}
