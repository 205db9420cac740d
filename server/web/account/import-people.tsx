/** People of an import, with the role and section that they would have. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './import.module.css'
import { useRoleNames, type Role } from './roles.ts'

interface Place {
  readonly role: Role
  readonly section: string | null
}

interface ImportPeopleProps {
  readonly title: string
  readonly about?: string | null
  readonly people: readonly {
    readonly key: string
    readonly name: string
    readonly email: string
    /** Null where there is only one to tell. */
    readonly before: Place | null
    readonly after: Place
    readonly note: string | null
  }[]
}

/** More are folded in. */
const mostOpen = 50

export function ImportPeople({ title, about, people }: ImportPeopleProps): ReactNode {
  const { t } = useTranslation('account')
  const roleNames = useRoleNames()
  if (people.length === 0) return null
  const sectionOf = ({ section }: Place) => section ?? '–'
  return (
    <details className={classes.people} open={people.length <= mostOpen}>
      <summary>
        {title} ({people.length})
      </summary>
      {about !== undefined && about !== null && <p className={classes.faint}>{about}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            <th scope="col">{t('role')}</th>
            <th scope="col">{t('personSection')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ key, name, email, before, after, note }) => (
            <tr key={key}>
              <td>
                {name}
                <span className={classes.second}>{email}</span>
                {note !== null && <span className={classes.second}>{note}</span>}
              </td>
              <td>
                <Change before={before && roleNames[before.role]} after={roleNames[after.role]} />
              </td>
              <td>
                <Change before={before && sectionOf(before)} after={sectionOf(after)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function Change({ before, after }: { before: string | null; after: string }): ReactNode {
  if (before === null || before === after) return after
  return (
    <>
      <span className={classes.before}>{before} →</span> <strong>{after}</strong>
    </>
  )
}
