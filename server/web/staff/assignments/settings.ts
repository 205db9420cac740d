/** The settings of an assignment while they are edited: what was changed, and what somebody else changed meanwhile. */
import type { AssignmentConflict } from '../../../api/assignments.ts'
import type { Wire } from '../../../api/wire.ts'

export type Conflict = Wire<AssignmentConflict>
export type Settings = Conflict['settings']
type Name = keyof Settings

const names = [
  ...(['opensAt', 'dueAt', 'latePolicy', 'attemptLimit', 'cooldownSeconds'] as const),
  ...(['disclosure', 'weight', 'isHidden'] as const),
] as const satisfies readonly Name[]

/** Of an assignment with whatever else is known of it. */
export function settingsOf(assignment: Settings): Settings {
  return only(assignment, names) as Settings
}

export function changedNames(before: Settings, after: Settings): Name[] {
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

export function only(settings: Settings, wanted: readonly Name[]): Partial<Settings> {
  return Object.fromEntries(wanted.map((name) => [name, settings[name]]))
}

/** Two changes of the same settings: what only they changed is theirs, everything that was changed here is mine. */
export function merged(seen: Settings, mine: Settings, theirs: Settings): Settings {
  return { ...theirs, ...only(mine, changedNames(seen, mine)) }
}
