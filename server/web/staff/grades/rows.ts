/** Which students the table shows, and in which order. */
import type { Table } from '../../grades/questions.ts'

export type Student = Table['students'][number]

/** What the table is sorted by: a name, a grade, or the id of an assignment. */
export interface Order {
  readonly by: string
  readonly isDescending: boolean
}

export interface Wanted {
  readonly search: string
  /** Null: every section. */
  readonly section: string | null
  readonly onlyMissing: boolean
  readonly order: Order
}

export function sectionsOf({ students }: Table): string[] {
  const sections = new Set(students.flatMap(({ section }) => section ?? []))
  return [...sections].sort((one, other) => one.localeCompare(other))
}

export function rowsOf(table: Table, { search, section, onlyMissing, order }: Wanted): Student[] {
  const text = search.trim().toLowerCase()
  const rows = table.students.filter(
    (one) =>
      (section === null || one.section === section) &&
      (!onlyMissing || one.cells.some((cell) => cell?.state === 'missing')) &&
      [one.name, one.email].some((known) => known.toLowerCase().includes(text)),
  )
  const sign = order.isDescending ? -1 : 1
  if (order.by === 'name') {
    return rows.sort((one, other) => sign * one.name.localeCompare(other.name))
  }
  const valueOf = valueBy(table, order.by)
  return rows.sort((one, other) => sign * (valueOf(one) - valueOf(other)))
}

/** Those without a value come below those with none. */
function valueBy({ assignments }: Table, by: string): (student: Student) => number {
  if (by === 'percent' || by === 'soFar') return (student) => student[by] ?? -1
  const column = assignments.findIndex(({ id }) => id === by)
  return ({ cells }) => {
    const cell = cells[column]
    return cell?.state === 'graded' ? cell.points : -1
  }
}
