/** What changed between two texts, line by line and, where a line was reworded, word by word. */
import { diffLines, diffWordsWithSpace, type ChangeObject } from 'diff'

export interface ChangedLine {
  /** From 1. */
  readonly number: number
  readonly parts: readonly { readonly text: string; readonly changed: boolean }[]
}

/** One line beside another: `before` was removed, `after` was added; a reworded line has both. */
export interface ChangedRow {
  readonly before: ChangedLine | null
  readonly after: ChangedLine | null
}

export interface SameLine {
  readonly before: number
  readonly after: number
  readonly text: string
}

export type Stretch =
  | { readonly kind: 'same'; readonly lines: readonly SameLine[] }
  | { readonly kind: 'changed'; readonly rows: readonly ChangedRow[] }

/** Texts that differ more than this are shown as one that replaces the other: looking for more takes too long. */
const mostEdits = 2_000
const mostWordEdits = 200
/** Blocks of more lines than this are shown without looking for reworded lines. */
const mostLinesPaired = 40
/** Two lines with this share of their characters in common count as one that was reworded. */
const reworded = 0.5

/** The stretches of both texts, in order. Line breaks of Windows are read like others. */
export function lineDifference(before: string, after: string): Stretch[] {
  const [old, young] = [withEnd(before), withEnd(after)]
  if (old === young) return old === '' ? [] : [same(linesOf(old), 1, 1)]
  const changes = diffLines(old, young, { maxEditLength: mostEdits }) ?? [
    { value: old, removed: true, added: false },
    { value: young, removed: false, added: true },
  ]
  const stretches: Stretch[] = []
  let [beforeLine, afterLine] = [1, 1]
  for (let at = 0; at < changes.length;) {
    const { value, removed, added } = changes[at]!
    if (!removed && !added) {
      const stretch = same(linesOf(value), beforeLine, afterLine)
      stretches.push(stretch)
      beforeLine += stretch.lines.length
      afterLine += stretch.lines.length
      at++
      continue
    }
    let [gone, come]: [string[], string[]] = [[], []]
    for (let one = changes[at]; one && (one.removed || one.added); one = changes[++at]) {
      if (one.removed) gone = [...gone, ...linesOf(one.value)]
      else come = [...come, ...linesOf(one.value)]
    }
    stretches.push({ kind: 'changed', rows: pairedRows(gone, come, beforeLine, afterLine) })
    beforeLine += gone.length
    afterLine += come.length
  }
  return stretches
}

function withEnd(text: string): string {
  const lines = text.replaceAll('\r\n', '\n')
  return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`
}

/** Of a text that ends with a line break. */
function linesOf(text: string): string[] {
  return text.split('\n').slice(0, -1)
}

function same(lines: readonly string[], before: number, after: number): Stretch & { kind: 'same' } {
  return {
    kind: 'same',
    lines: lines.map((text, at) => ({ before: before + at, after: after + at, text })),
  }
}

/** Puts reworded lines beside each other, and what is between two of them side by side as it comes. */
function pairedRows(
  gone: readonly string[],
  come: readonly string[],
  firstBefore: number,
  firstAfter: number,
): ChangedRow[] {
  const rows: ChangedRow[] = []
  let [nextGone, nextCome] = [0, 0]
  const zipUntil = (goneEnd: number, comeEnd: number) => {
    while (nextGone < goneEnd || nextCome < comeEnd) {
      const [before, after] = [nextGone < goneEnd, nextCome < comeEnd]
      rows.push({
        before: before ? whole(gone[nextGone]!, firstBefore + nextGone++) : null,
        after: after ? whole(come[nextCome]!, firstAfter + nextCome++) : null,
      })
    }
  }
  if (gone.length <= mostLinesPaired && come.length <= mostLinesPaired) {
    for (let at = 0; at < gone.length; at++) {
      const found = come
        .slice(nextCome)
        .map((line, index) => ({ index: nextCome + index, words: rewording(gone[at]!, line) }))
        .find(({ words }) => words !== null)
      if (!found?.words) continue
      zipUntil(at, found.index)
      rows.push({
        before: { number: firstBefore + nextGone++, parts: partsOf(found.words, 'removed') },
        after: { number: firstAfter + nextCome++, parts: partsOf(found.words, 'added') },
      })
    }
  }
  zipUntil(gone.length, come.length)
  return rows
}

function whole(text: string, number: number): ChangedLine {
  return { number, parts: [{ text, changed: false }] }
}

/** The words of both lines; null where they have too little in common to be the same line. */
function rewording(before: string, after: string): ChangeObject<string>[] | null {
  const words = diffWordsWithSpace(before, after, { maxEditLength: mostWordEdits })
  const kept = (words ?? [])
    .filter(({ removed, added }) => !removed && !added)
    .reduce((sum, { value }) => sum + value.trim().length, 0)
  const longer = Math.max(before.trim().length, after.trim().length)
  return words && kept >= reworded * longer ? words : null
}

function partsOf(
  words: readonly ChangeObject<string>[],
  side: 'removed' | 'added',
): ChangedLine['parts'] {
  const other = side === 'removed' ? 'added' : 'removed'
  return words
    .filter((word) => !word[other])
    .map((word) => ({ text: word.value, changed: word[side] }))
}

/** How many unchanged lines stay in sight around a change. */
const inSight = 3
/** Fewer than this are not worth a fold. */
const leastFolded = 4

/** The part of an unchanged stretch that is folded away: from one index to before another; null: none. */
export function foldOf(
  length: number,
  place: { readonly isFirst: boolean; readonly isLast: boolean },
): { from: number; to: number } | null {
  const from = place.isFirst ? 0 : inSight
  const to = place.isLast ? length : length - inSight
  return to - from >= leastFolded ? { from, to } : null
}

/** How many lines were added and removed. */
export function changedCounts(stretches: readonly Stretch[]): { added: number; removed: number } {
  const rows = stretches.flatMap((one) => (one.kind === 'changed' ? one.rows : []))
  return {
    added: rows.filter(({ after }) => after).length,
    removed: rows.filter(({ before }) => before).length,
  }
}
