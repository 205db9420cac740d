import { NativeSelect, Table, TextInput, Title } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { People } from '../../api/people.ts'
import type { Wire } from '../../api/wire.ts'
import { get } from '../client.ts'
import { PageFault } from '../components/fault.tsx'
import { Loading } from '../components/loading.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { relativeTime, useNow } from '../dates.ts'
import { sessionQuery } from '../queries.ts'
import classes from './account.module.css'
import { DataButton } from './data-button.tsx'
import { InvitesSection } from './invites-section.tsx'
import { PasswordLinkButton } from './password-link-button.tsx'
import { PersonButton } from './person-dialog.tsx'
import { RosterSection } from './roster-section.tsx'
import { isRole, roles, useRoleNames, type Role } from './roles.ts'

type Person = Wire<People>['people'][number]

const peopleQuery = (course: string) =>
  queryOptions({
    queryKey: ['people', course],
    queryFn: ({ signal }) => get<Wire<People>>(`/api/courses/${course}/people`, signal),
  })

/** Who is in a course, for its staff; instructors also invite people and help with passwords. */
export default function PeoplePage({ course }: { course: string }): ReactNode {
  const { t } = useTranslation('account')
  const people = useQuery(peopleQuery(course))
  const session = useQuery(sessionQuery)
  if (people.error) {
    return <PageFault error={people.error} onTryAgain={() => void people.refetch()} />
  }
  if (!people.data || !session.data) return <Loading />
  const here = session.data.courses.find(({ slug }) => slug === course)
  const isInstructor = here?.role === 'instructor'
  return (
    <div className={classes.widePage}>
      <PageTitle>{t('peopleTitle')}</PageTitle>
      <Title order={1} size="h2">
        {t('peopleTitle')}
      </Title>
      {isInstructor && <InvitesSection course={course} />}
      {isInstructor && <RosterSection course={course} />}
      <PeopleList course={course} people={people.data.people} isInstructor={isInstructor} />
    </div>
  )
}

interface PeopleListProps {
  readonly course: string
  readonly people: readonly Person[]
  readonly isInstructor: boolean
}

function PeopleList({ people, ...rest }: PeopleListProps): ReactNode {
  const { t } = useTranslation('account')
  const roleNames = useRoleNames()
  const [search, setSearch] = useState('')
  const [role, setRole] = useState<Role | null>(null)
  const shown = people.filter(
    (person) => (role === null || person.role === role) && fits(person, search),
  )
  return (
    <section className={classes.list} aria-labelledby="people-here">
      <Title order={2} size="h4" id="people-here" tabIndex={-1}>
        {t('peopleHere')}
      </Title>
      <div className={classes.filters}>
        <TextInput
          type="search"
          label={t('search')}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
          }}
        />
        <NativeSelect
          label={t('role')}
          value={role ?? ''}
          data={[
            { value: '', label: t('everyRole') },
            ...roles.map((one) => ({ value: one, label: roleNames[one] })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            setRole(isRole(value) ? value : null)
          }}
        />
        <p role="status" className={classes.faint}>
          {t('peopleCount', { count: shown.length })}
        </p>
      </div>
      {shown.length === 0 ? <p>{t('nobodyFits')}</p> : <PeopleTable people={shown} {...rest} />}
    </section>
  )
}

function fits({ name, email, section }: Person, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  return [name, email, section ?? ''].some((text) => text.toLowerCase().includes(wanted))
}

function PeopleTable({ course, people, isInstructor }: PeopleListProps): ReactNode {
  const { t } = useTranslation('account')
  const roleNames = useRoleNames()
  const now = useNow()
  return (
    <Table verticalSpacing="sm" className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('person')}</Table.Th>
          <Table.Th>{t('roleAndSection')}</Table.Th>
          <Table.Th className={classes.dispensable}>{t('joined')}</Table.Th>
          {isInstructor && (
            <Table.Th>
              <span className={classes.unseen}>{t('actions')}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map(({ id, name, email, role, section, joinedAt, isErased }) => (
          <Table.Tr key={id}>
            <Table.Td>
              <strong className={classes.name}>{name}</strong>
              <span className={classes.faint}>{isErased ? t('erased') : email}</span>
            </Table.Td>
            <Table.Td>
              {roleNames[role]}
              {section !== null && <div className={classes.faint}>{section}</div>}
            </Table.Td>
            <Table.Td className={classes.dispensable}>{relativeTime(joinedAt, now)}</Table.Td>
            {isInstructor && (
              <Table.Td className={classes.last}>
                <div className={classes.deeds}>
                  <PersonButton course={course} person={{ id, name, role, section }} />
                  {role === 'student' && !isErased && (
                    <>
                      <PasswordLinkButton course={course} id={id} name={name} />
                      <DataButton course={course} id={id} name={name} />
                    </>
                  )}
                </div>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
