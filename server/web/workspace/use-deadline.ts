import { useEffect, useState } from 'react'
import { serverNow } from '../server-time.ts'
import { stageOf, untilNextStage, type Stage } from './deadline.ts'

/** How near the deadline is, by the server's clock, to the second. */
export function useDeadline(dueAt: string | null): Stage {
  const [, setLooked] = useState(0)
  // Looks again when the next stage begins; a device that slept looks when it wakes.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const listening = new AbortController()
    const look = () => {
      clearTimeout(timer)
      setLooked((times) => times + 1)
      const wait = untilNextStage(dueAt, serverNow())
      if (wait !== null) timer = setTimeout(look, wait + 50)
    }
    look()
    window.addEventListener('focus', look, { signal: listening.signal })
    return () => {
      clearTimeout(timer)
      listening.abort()
    }
  }, [dueAt])
  return stageOf(dueAt, serverNow())
}
