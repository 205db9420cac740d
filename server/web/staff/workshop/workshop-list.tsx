/** The exercises that this course's instructors wrote, and the way to a new one. */
import { Button, Table, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime } from '../../dates.ts'
import { WideTable } from '../wide-table.tsx'
import { CheckMark, ServedMark } from './marks.tsx'
import { NewExerciseDialog } from './new-exercise-dialog.tsx'
import { workshopQuery, type Everything, type Listed } from './questions.ts'
import classes from './workshop.module.css'

export function WorkshopList({ course }: { course: string }): ReactNode {
  const { t } = useTranslation('workshop')
  const workshop = useQuery(workshopQuery(course))
  if (workshop.error && !workshop.data) {
    return <Fault error={workshop.error} onTryAgain={() => void workshop.refetch()} />
  }
  if (!workshop.data) return <Loading />
  const { exercises } = workshop.data
  return (
    <section className={classes.section} aria-labelledby="workshop-title">
      <div className={classes.lead}>
        <Title order={2} size="h4" id="workshop-title">
          {t('title')}
        </Title>
        {exercises.length > 0 && <NewExercise course={course} workshop={workshop.data} />}
      </div>
      {exercises.length === 0 ? (
        <div className={classes.empty}>
          <p>{t('empty')}</p>
          <NewExercise course={course} workshop={workshop.data} />
        </div>
      ) : (
        <Exercises course={course} exercises={exercises} />
      )}
    </section>
  )
}

/** The address says whether its dialog is open, and with which exercise to copy, so that other pages can lead there. */
function NewExercise({ course, workshop }: { course: string; workshop: Everything }): ReactNode {
  const { t } = useTranslation('workshop')
  const [search, setSearch] = useSearchParams()
  const copyOf = search.get('new')
  return (
    <>
      <Button
        onClick={() => {
          setSearch({ new: '' })
        }}
      >
        {t('newExercise')}
      </Button>
      {copyOf !== null && (
        <NewExerciseDialog
          course={course}
          workshop={workshop}
          copyOf={copyOf}
          onClose={() => {
            setSearch({}, { replace: true })
          }}
        />
      )}
    </>
  )
}

function Exercises({
  course,
  exercises,
}: {
  course: string
  exercises: readonly Listed[]
}): ReactNode {
  const { t } = useTranslation('workshop')
  return (
    <WideTable label={t('title')} width={44}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('exercise')}</Table.Th>
          <Table.Th>{t('check')}</Table.Th>
          <Table.Th>{t('students')}</Table.Th>
          <Table.Th>{t('lastSaved')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {exercises.map(({ slug, code, title, newest, served, editions }) => (
          <Table.Tr key={slug}>
            <Table.Td>
              <Link href={`/courses/${course}/staff/workshop/${slug}`} className={classes.open}>
                {title === null ? slug : `${code ?? ''} ${title}`}
              </Link>
              {title !== null && <code className={classes.slug}>{slug}</code>}
            </Table.Td>
            <Table.Td>
              <CheckMark of={newest.check} />
            </Table.Td>
            <Table.Td>
              <ServedMark newest={newest} served={served} />
            </Table.Td>
            <Table.Td>
              {dateTime(newest.savedAt)}
              <span className={classes.faint}>
                {newest.savedBy !== null && `${newest.savedBy} · `}
                {t('editionCount', { count: editions })}
              </span>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
}
