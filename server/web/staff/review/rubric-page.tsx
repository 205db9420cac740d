/** The rubric of an assignment: what reviewers can mark, and what that is worth. */
import { Anchor, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import type { StaffCourse } from '../area.ts'
import { exerciseTitle } from './names.ts'
import { choicesQuery, rubricQuery } from './questions.ts'
import { RubricItems } from './rubric-items.tsx'
import classes from './tools.module.css'

export function RubricPage({ course }: { course: StaffCourse }): ReactNode {
  const { t } = useTranslation('review')
  const [search, setSearch] = useSearchParams()
  const choices = useQuery(choicesQuery(course.slug))
  const assignments = choices.data?.assignments ?? []
  const assignment = assignments.find(({ id }) => id === search.get('assignment')) ?? assignments[0]
  if (choices.error && !choices.data)
    return <Fault error={choices.error} onTryAgain={() => void choices.refetch()} />
  if (!choices.data) return <Loading />
  return (
    <div className={classes.page}>
      <PageTitle>{t('rubricsTitle')}</PageTitle>
      <Anchor component={Link} href={`/courses/${course.slug}/staff/review`} size="sm">
        ← {t('backToQueue')}
      </Anchor>
      <h1 className={classes.title}>{t('rubricsTitle')}</h1>
      {assignment ? (
        <>
          <NativeSelect
            label={t('rubricAssignment')}
            className={classes.choice}
            value={assignment.id}
            data={assignments.map(({ id, exercise }) => ({
              value: id,
              label: exerciseTitle(exercise),
            }))}
            onChange={({ currentTarget }) => {
              setSearch({ assignment: currentTarget.value }, { replace: true })
            }}
          />
          <OneRubric course={course} assignment={assignment.id} key={assignment.id} />
        </>
      ) : (
        <p>{t('noAssignments')}</p>
      )}
    </div>
  )
}

function OneRubric({ course, assignment }: { course: StaffCourse; assignment: string }): ReactNode {
  const rubric = useQuery(rubricQuery(course.slug, assignment))
  if (rubric.error && !rubric.data)
    return <Fault error={rubric.error} onTryAgain={() => void rubric.refetch()} />
  if (!rubric.data) return <Loading />
  return (
    <RubricItems
      course={course.slug}
      assignment={assignment}
      rubric={rubric.data}
      isInstructor={course.role === 'instructor'}
    />
  )
}
