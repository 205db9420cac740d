/** A table of people as spreadsheets and registrars write it: with or without a first line that names the columns. */
import { CsvError, parse } from 'csv-parse/sync'
import type { Role } from '../../prisma/generated/enums.ts'
import type { RosterProblem } from '../api/roster.ts'

export const mostPeople = 5_000

export interface RosterLine {
  /** Where it stands in the file, from 1. */
  readonly line: number
  readonly name: string
  readonly email: string
  /** Undefined: the table has no such column. */
  readonly section: string | undefined
  /** Undefined: nothing is said of it; null: what is said is no role. */
  readonly role: Role | null | undefined
  readonly roleText: string
}

export interface ReadRoster {
  readonly lines: readonly RosterLine[]
  readonly unusedColumns: readonly string[]
  readonly problems: readonly RosterProblem[]
}

const columns = ['name', 'email', 'section', 'role', 'firstName', 'lastName'] as const
type Column = (typeof columns)[number]

const headings: Record<Column, readonly string[]> = {
  name: ['name', 'full name', 'student', 'student name', '姓名', '名字'],
  email: [
    'email',
    'e-mail',
    'mail',
    'email address',
    'e-mail address',
    '邮箱',
    '电子邮件',
    '电子邮箱',
  ],
  section: ['section', 'group', 'class', '班级', '分组', '小组'],
  role: ['role', '角色', '身份'],
  firstName: ['first name', 'given name', 'firstname'],
  lastName: ['last name', 'surname', 'family name', 'lastname'],
}

const roleNames: Readonly<Record<string, Role>> = {
  ...{ student: 'student', learner: 'student', 学生: 'student' },
  ...{ assistant: 'assistant', ta: 'assistant', 'teaching assistant': 'assistant' },
  ...{ 助教: 'assistant', instructor: 'instructor', teacher: 'instructor', 教师: 'instructor' },
}

/** Never throws: what cannot be read is a problem, with its line. */
export function readRoster(csv: string): ReadRoster {
  const text = withoutMark(csv)
  let records: { line: number; cells: string[] }[]
  try {
    records = recordsOf(text)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error['lines'])
    return failed({ line: Number.isFinite(line) ? line : null, code: 'quotes', value: '' })
  }
  const [first] = records
  if (!first) return failed({ line: null, code: 'empty', value: '' })
  if (records.length > mostPeople + 1) {
    return failed({ line: null, code: 'tooMany', value: `${records.length}` })
  }
  const named = first.cells.map(columnNamed)
  const isHeader = !first.cells.some((cell) => cell.includes('@')) && named.some((one) => one)
  if (isHeader && !named.includes('email')) {
    return failed({ line: first.line, code: 'noEmailColumn', value: first.cells.join(', ') })
  }
  const order: readonly (Column | null)[] = isHeader ? named : usualOrder(first.cells.length)
  return {
    lines: records.slice(isHeader ? 1 : 0).map(({ line, cells }) => lineOf(line, cells, order)),
    unusedColumns: isHeader ? first.cells.filter((cell, at) => !named[at] && cell !== '') : [],
    problems: [],
  }
}

function failed(problem: RosterProblem): ReadRoster {
  return { lines: [], unusedColumns: [], problems: [problem] }
}

/** Without the byte order mark, and without the line in which Excel names its separator. */
function withoutMark(csv: string): string {
  return csv.replace(/^\uFEFF/, '').replace(/^sep=.\r?\n/i, '\n')
}

function recordsOf(text: string): { line: number; cells: string[] }[] {
  const parsed: unknown = parse(text, {
    delimiter: separatorOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
    max_record_size: 10_000,
  })
  return (parsed as { info: { lines: number }; record: string[] }[]).map(({ info, record }) => ({
    line: info.lines,
    cells: record.map(withoutApostrophe),
  }))
}

/** What stands most often in the first line that says something. */
function separatorOf(text: string): string {
  const first = /\S.*/.exec(text)?.[0] ?? ''
  const unquoted = first.replaceAll(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: unquoted.split(sign).length }))
  return counts.toSorted((a, b) => b.count - a.count)[0]!.sign
}

/** Tables that this server writes have one in front of what a spreadsheet would compute. */
function withoutApostrophe(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, '')
}

function columnNamed(cell: string): Column | null {
  const heading = cell
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
    .trim()
  return columns.find((column) => headings[column].includes(heading)) ?? null
}

function usualOrder(count: number): readonly Column[] {
  return count === 1 ? ['email'] : ['name', 'email', 'section', 'role']
}

function lineOf(
  line: number,
  cells: readonly string[],
  order: readonly (Column | null)[],
): RosterLine {
  const cell = (column: Column) => {
    const at = order.indexOf(column)
    return at < 0 ? undefined : (cells[at] ?? '')
  }
  const roleText = cell('role') ?? ''
  const parts = [cell('firstName'), cell('lastName')].filter((part) => part)
  return {
    line,
    name: cell('name') ?? parts.join(' '),
    email: (cell('email') ?? '').toLowerCase(),
    section: cell('section'),
    role: roleText === '' ? undefined : (roleNames[roleText.toLowerCase()] ?? null),
    roleText,
  }
}
