/** What hints ask about, seen in a finding; the same in every language. */
import type { ErrorTopic, Finding } from '../report.ts'

/** What an error is about, by its name and the words of the engine or of the language itself. */
export function errorTopic({
  name,
  message,
  topic,
}: Extract<Finding, { kind: 'threw' }>): ErrorTopic {
  if (topic) return topic
  if (message === 'tf is not defined') return 'missingLibrary'
  if (name === 'ReferenceError') return 'undeclared'
  if (message?.includes('broadcast')) return 'broadcast'
  if (message?.includes('inner shapes')) return 'innerShapes'
  if (message?.includes('Cannot compute gradient of')) return 'noGradient'
  return / of (null|undefined)\b/.test(message ?? '') ? 'missingValue' : 'other'
}

/** The position of the first slice that is not as expected; 0 where the ratios are hidden. */
export function firstOff(ratios: readonly number[] | null): number {
  const first = ratios?.findIndex((ratio) => Math.abs(ratio - 1) > 1e-3) ?? 0
  return Math.max(0, first)
}

/** Whether a tensor was returned where nested arrays or a plain number are wanted. */
export function isTensorForArray(found: string, expected: string): boolean {
  return /\btensor\b/i.test(found) && !/\btensor\b/i.test(expected)
}
