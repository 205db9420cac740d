/**
 * What this device remembers of drafts that the server may not have. Every open tab writes to a place
 * of its own, so that two tabs never overwrite each other.
 */
import type { DeviceCopy } from './draft-state.ts'

type Remembered = Omit<DeviceCopy, 'place'>

const prefix = (user: string, exercise: string) => `attendant-draft:${user}:${exercise}:`

/** A place that no other tab has. */
export function newPlace(user: string, exercise: string): string {
  const random = crypto.getRandomValues(new Uint32Array(2))
  return `${prefix(user, exercise)}${random.join('-')}`
}

export function readCopies(user: string, exercise: string): DeviceCopy[] {
  try {
    return Object.keys(localStorage)
      .filter((place) => place.startsWith(prefix(user, exercise)))
      .flatMap((place) => {
        const text = localStorage.getItem(place)
        return text === null ? [] : [{ place, ...(JSON.parse(text) as Remembered) }]
      })
  } catch {
    // A browser that forbids storage, or a text that is not ours, remembers nothing.
    return []
  }
}

/** Remembers the copy. False when this browser cannot: it forbids storage, or it is full. */
export function writeCopy({ place, ...remembered }: DeviceCopy): boolean {
  try {
    localStorage.setItem(place, JSON.stringify(remembered satisfies Remembered))
    return true
  } catch {
    return false
  }
}

export function forgetCopy(place: string): void {
  try {
    localStorage.removeItem(place)
  } catch {
    // Where storage is forbidden there is nothing to forget.
  }
}
