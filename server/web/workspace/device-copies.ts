/**
 * What this device remembers of texts that the server may not have. Every open tab writes to a place
 * of its own, so that two tabs never overwrite each other.
 */

/** What is remembered, and where it is stored. */
interface Placed {
  readonly place: string
}

export interface DeviceCopies<Copy extends Placed> {
  /** A place that no other tab has. */
  newPlace(this: void): string
  read(this: void): Copy[]
  /** Remembers the copy. False when this browser cannot: it forbids storage, or it is full. */
  write(this: void, copy: Copy): boolean
}

/** Those of one person for one thing: their places begin with `prefix`. */
export function copiesOnDevice<Copy extends Placed>(prefix: string): DeviceCopies<Copy> {
  return {
    newPlace() {
      const random = crypto.getRandomValues(new Uint32Array(2))
      return `${prefix}${random.join('-')}`
    },
    read() {
      try {
        return Object.keys(localStorage)
          .filter((place) => place.startsWith(prefix))
          .flatMap((place) => {
            const text = localStorage.getItem(place)
            // Only this page writes there.
            return text === null ? [] : [{ ...(JSON.parse(text) as Copy), place }]
          })
      } catch {
        // A browser that forbids storage, or a text that is not ours, remembers nothing.
        return []
      }
    },
    write({ place, ...remembered }) {
      try {
        localStorage.setItem(place, JSON.stringify(remembered))
        return true
      } catch {
        return false
      }
    },
  }
}

export function forgetCopy(place: string): void {
  try {
    localStorage.removeItem(place)
  } catch {
    // Where storage is forbidden there is nothing to forget.
  }
}
