/** The keys of a review. Letters and digits alone work only outside of fields, and can be switched off. */
import { useEffect, useEffectEvent, useState } from 'react'

const storageKey = 'attendant-review-keys'
const isApple = /Mac|iP(hone|ad|od)/.test(navigator.platform)

export const doneKey = isApple
  ? { shown: '⌘ ↵', aria: 'Meta+Enter' }
  : { shown: 'Ctrl+Enter', aria: 'Control+Enter' }

/** What a letter does. */
const letters = {
  j: 'next',
  k: 'previous',
  c: 'code',
  g: 'report',
  o: 'points',
  d: 'compare',
  r: 'again',
  m: 'message',
} as const
type Deed = (typeof letters)[keyof typeof letters] | 'done' | 'help'

export interface KeyDeeds {
  readonly on: (deed: Deed) => void
  /** A digit from 1. */
  readonly onDigit: (digit: number) => void
}

/** Whether this is the key with which a field is finished, and a review. */
export function isDoneKey({
  key,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): boolean {
  return key === 'Enter' && (ctrlKey || metaKey)
}

/** Listens as long as its component is shown. */
export function useKeys(isOn: boolean, { on, onDigit }: KeyDeeds): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { key, altKey, ctrlKey, metaKey, repeat, isComposing, defaultPrevented } = event
    if (defaultPrevented || isComposing || document.querySelector('dialog[open]')) return
    if (isDoneKey(event)) {
      event.preventDefault()
      if (!repeat) on('done')
      return
    }
    if (altKey || ctrlKey || metaKey) return
    if (isTyping(event.target)) {
      if (key === 'Escape') event.target.blur()
      return
    }
    const deed = key === '?' ? 'help' : letterDeed(key)
    if (deed !== null && (isOn || deed === 'help')) {
      event.preventDefault()
      if (!repeat) on(deed)
    } else if (isOn && /^[1-9]$/.test(key)) {
      event.preventDefault()
      if (!repeat) onDigit(Number(key))
    }
  })
  // The whole page listens, wherever the focus is.
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      onKey(event)
    }
    document.addEventListener('keydown', listen)
    return () => {
      document.removeEventListener('keydown', listen)
    }
  }, [])
}

function letterDeed(key: string): Deed | null {
  const letter = key.toLowerCase()
  return letter in letters ? letters[letter as keyof typeof letters] : null
}

function isTyping(target: EventTarget | null): target is HTMLElement {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox'
  return target.isContentEditable || target.matches('textarea, select')
}

/** Whether letters and digits alone are shortcuts, as chosen on this device. */
export function useLetterKeys(): [boolean, (isOn: boolean) => void] {
  const [isOn, setIsOn] = useState(() => localStorage.getItem(storageKey) !== 'off')
  return [
    isOn,
    (next) => {
      localStorage.setItem(storageKey, next ? 'on' : 'off')
      setIsOn(next)
    },
  ]
}
