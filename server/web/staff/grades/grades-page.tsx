/** The gradebook: who reached what, and what each grade is made of. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { gradesAddress, gradeTableQuery, type Table } from '../../grades/questions.ts'
import type { AreaProps } from '../area.ts'
import { GradeTable, signOf } from './grade-table.tsx'
import classes from './grades.module.css'
import { OpenedGrade } from './opened-grade.tsx'
import { rowsOf, sectionsOf, type Order, type Student } from './rows.ts'

const studentsOnPage = 50

export default function GradesPage({ course }: AreaProps): ReactNode {
  const { t } = useTranslation('gradebook')
  const table = useQuery({ ...gradeTableQuery(course.slug), refetchOnMount: 'always' })
  if (table.error && !table.data) {
    return <Fault error={table.error} onTryAgain={() => void table.refetch()} />
  }
  if (!table.data) return <Loading />
  if (table.data.students.length === 0) return <p>{t('empty')}</p>
  return <Gradebook course={course.slug} table={table.data} />
}

interface OpenCell {
  readonly student: Student
  readonly assignment: Table['assignments'][number] | null
}

function Gradebook({ course, table }: { course: string; table: Table }): ReactNode {
  const { t } = useTranslation('gradebook')
  const [search, setSearch] = useState('')
  const [section, setSection] = useState<string | null>(null)
  const [onlyMissing, setOnlyMissing] = useState(false)
  const [order, setOrder] = useState<Order>({ by: 'name', isDescending: false })
  const [wantedPage, setPage] = useState(1)
  const [open, setOpen] = useState<OpenCell | null>(null)
  const sections = sectionsOf(table)
  const rows = rowsOf(table, { search, section, onlyMissing, order })
  const pages = Math.max(1, Math.ceil(rows.length / studentsOnPage))
  const page = Math.min(wantedPage, pages)
  return (
    <>
      <div className={classes.filters}>
        <TextInput
          type="search"
          label={t('search')}
          value={search}
          onChange={({ currentTarget: { value } }) => {
            setSearch(value)
          }}
        />
        {sections.length > 0 && (
          <NativeSelect
            label={t('section')}
            value={section ?? ''}
            data={[
              { value: '', label: t('everySection') },
              ...sections.map((one) => ({ value: one, label: one })),
            ]}
            onChange={({ currentTarget: { value } }) => {
              setSection(value === '' ? null : value)
            }}
          />
        )}
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={onlyMissing}
            onChange={({ currentTarget: { checked } }) => {
              setOnlyMissing(checked)
            }}
          />{' '}
          {t('onlyMissing')}
        </label>
        <p role="status" className={classes.count}>
          {t('students', { count: rows.length })}
        </p>
        <Button
          component="a"
          variant="default"
          href={`${gradesAddress(course)}.csv`}
          title={t('exported')}
          download
        >
          {t('export')}
        </Button>
      </div>
      {rows.length === 0 ? (
        <p>{t('nobody')}</p>
      ) : (
        <GradeTable
          assignments={table.assignments}
          rows={rows.slice((page - 1) * studentsOnPage, page * studentsOnPage)}
          order={order}
          onSort={setOrder}
          onOpen={(student, assignment) => {
            setOpen({ student, assignment })
          }}
        />
      )}
      <div className={classes.below}>
        <ul className={classes.legend} aria-label={t('legend')}>
          {(['late', 'override', 'rubric'] as const).map((sign) => (
            <li key={sign}>
              <span aria-hidden>{signOf[sign]}</span> {t(sign)}
            </li>
          ))}
        </ul>
        {pages > 1 && <Pager {...{ page, pages, setPage }} />}
      </div>
      {open && (
        <OpenedGrade
          {...{ course, ...open }}
          onClose={() => {
            setOpen(null)
          }}
        />
      )}
    </>
  )
}

interface PagerProps {
  readonly page: number
  readonly pages: number
  readonly setPage: (page: number) => void
}

function Pager({ page, pages, setPage }: PagerProps): ReactNode {
  const { t } = useTranslation('gradebook')
  return (
    <nav className={classes.pager} aria-label={t('pages')}>
      {([-1, 1] as const).map((step) => (
        <Button
          key={step}
          variant="default"
          size="compact-sm"
          aria-label={t(step < 0 ? 'before' : 'after')}
          disabled={page + step < 1 || page + step > pages}
          onClick={() => {
            setPage(page + step)
          }}
        >
          <span aria-hidden>{step < 0 ? '←' : '→'}</span>
        </Button>
      ))}
      <span role="status">{t('page', { page, pages })}</span>
    </nav>
  )
}
