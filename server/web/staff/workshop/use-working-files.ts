/** The working files of the open exercise, remembered on this device until the server has them. */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { copiesOnDevice, forgetCopy } from '../../workspace/device-copies.ts'
import { hasChanges, workOn, type Changes, type WorkingFiles } from './working-files.ts'

/** Changes that are not saved. */
export interface DeviceCopy {
  readonly place: string
  /** The edition in which they were made. */
  readonly basedOn: string
  readonly changes: Changes
  readonly at: string
}

const onDevice = (user: string, slug: string) =>
  copiesOnDevice<DeviceCopy>(`attendant-workshop:${user}:${slug}:`)

/** What earlier visits and other tabs left on this device, newest first. */
export function readCopies(user: string, slug: string): DeviceCopy[] {
  return onDevice(user, slug)
    .read()
    .toSorted((a, b) => b.at.localeCompare(a.at))
}

interface Wanted {
  readonly user: string
  readonly slug: string
  readonly base: WorkingFiles['base']
  /** What the work goes on with. */
  readonly copy: DeviceCopy | null
}

export interface Kept {
  readonly working: WorkingFiles
  readonly change: (next: (working: WorkingFiles) => WorkingFiles) => void
  /** Whether this device could remember what is not saved. */
  readonly stored: boolean
}

const rememberAfter = 250

export function useWorkingFiles({ user, slug, base, copy }: Wanted): Kept {
  const [working, setWorking] = useState(() => workOn(base, copy?.changes))
  const [stored, setStored] = useState(true)
  const [device] = useState(() => onDevice(user, slug))
  const [place] = useState(() => device.newPlace())
  // The copy of an earlier visit lives on in this tab's own place.
  const takenOver = useRef(copy?.place ?? null)

  const remember = useEffectEvent(() => {
    const isStored = hasChanges(working)
      ? device.write({
          ...{ place, basedOn: working.base.id, changes: working.changes },
          at: new Date().toISOString(),
        })
      : (forgetCopy(place), true)
    if (isStored && takenOver.current !== null) {
      forgetCopy(takenOver.current)
      takenOver.current = null
    }
    setStored(isStored)
  })

  // Storage is outside of React; every key need not reach it.
  useEffect(() => {
    const timer = setTimeout(() => {
      remember()
    }, rememberAfter)
    return () => {
      clearTimeout(timer)
    }
  }, [working])

  const leave = useEffectEvent((event: BeforeUnloadEvent | null) => {
    remember()
    if (!stored) event?.preventDefault()
  })
  // Whatever was typed last is remembered before the page is gone.
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    window.addEventListener(
      'beforeunload',
      (event) => {
        leave(event)
      },
      { signal },
    )
    window.addEventListener(
      'pagehide',
      () => {
        leave(null)
      },
      { signal },
    )
    return () => {
      listening.abort()
      leave(null)
    }
  }, [])

  return { working, change: setWorking, stored }
}
