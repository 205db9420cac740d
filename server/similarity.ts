/**
 * How alike solutions are, as fingerprints of their tokens see it: types, comments, layout, the names of
 * variables and the values of literals make no difference. What is alike need not be copied.
 */
import { FingerprintIndex, Region, File, TokenizedFile } from '@dodona/dolos-core'
import { tokenizer, tokTypes, type Token } from 'acorn'
import { stripTypeScriptTypes } from 'node:module'
import { setImmediate as turn } from 'node:timers/promises'
import { median } from './statistics.ts'

/** A common run of fewer tokens than this says nothing; of this many and `window`, it is always found. */
const [length, window] = [15, 8] as const

/** Two solutions of whose fingerprints less than this is common are not worth a look. */
export const threshold = 0.6

export interface Solution {
  readonly id: string
  readonly source: string
}

export interface AlikePair {
  readonly left: string
  readonly right: string
  /** From 0 to 1. */
  readonly similarity: number
}

export interface Comparison {
  /** How many solutions could be read. */
  readonly compared: number
  /** Of all pairs; null where there is none. */
  readonly median: number | null
  /** Those from the threshold on, the most alike first. */
  readonly pairs: readonly AlikePair[]
}

/** Lines count from 1. */
export interface CommonPart {
  readonly left: { readonly from: number; readonly to: number }
  readonly right: { readonly from: number; readonly to: number }
}

/** Compares all solutions of an exercise with each other. What is in its stub is common to all and left out. */
export async function compareAll(
  solutions: readonly Solution[],
  stub: string,
): Promise<Comparison> {
  const index = indexWithout(stub)
  const files: TokenizedFile[] = []
  for (const { id, source } of solutions) {
    const file = tokenized(id, source)
    if (file) files.push(file)
    // Others are served between two files.
    await turn()
  }
  index.addFiles(files)
  const places = new Map(files.map((file, at) => [file.id, at]))
  const totals = files.map(() => 0)
  const common = files.map(() => files.map(() => 0))
  for (const fingerprint of index.sharedFingerprints()) {
    if (fingerprint.ignored) continue
    const holders = fingerprint.files().flatMap((file) => {
      const at = places.get(file.id)
      return at === undefined ? [] : [{ at, times: fingerprint.occurrencesOf(file).length }]
    })
    for (const { at, times } of holders) {
      totals[at]! += times
      for (const other of holders) if (other.at > at) common[at]![other.at]! += times + other.times
    }
  }
  const pairs = files.flatMap((left, i) =>
    files.slice(i + 1).map((right, offset): AlikePair => {
      const j = i + 1 + offset
      const all = totals[i]! + totals[j]!
      return { left: left.path, right: right.path, similarity: all && common[i]![j]! / all }
    }),
  )
  return {
    compared: files.length,
    median: median(pairs.map(({ similarity }) => similarity)),
    pairs: pairs
      .filter(({ similarity }) => similarity >= threshold)
      .sort((one, other) => other.similarity - one.similarity),
  }
}

/** What two solutions have in common, and where; null where one of them cannot be read. */
export function compareTwo(
  left: Solution,
  right: Solution,
  stub: string,
): { similarity: number; parts: CommonPart[] } | null {
  const [one, other] = [tokenized(left.id, left.source), tokenized(right.id, right.source)]
  if (!one || !other) return null
  const index = indexWithout(stub)
  index.addFiles([one, other])
  const pair = index.getPair(one, other)
  const parts = pair.buildFragments().map(({ leftSelection, rightSelection }) => ({
    left: linesOf(leftSelection),
    right: linesOf(rightSelection),
  }))
  const [total, common] = [one, other].reduce<[number, number]>(
    ([all, both], file) => {
      const prints = index.sharedFingerprints().filter(({ ignored }) => !ignored)
      const count = (ones: typeof prints) =>
        ones.reduce((sum, print) => sum + print.occurrencesOf(file).length, 0)
      return [
        all + count(prints),
        both +
          count(prints.filter((print) => print.includesFile(one) && print.includesFile(other))),
      ]
    },
    [0, 0],
  )
  return { similarity: total && common / total, parts }
}

function linesOf({ startRow, endRow }: Region): CommonPart['left'] {
  return { from: startRow + 1, to: endRow + 1 }
}

function indexWithout(stub: string): FingerprintIndex {
  const index = new FingerprintIndex(length, window)
  const known = tokenized('stub', stub)
  if (known) index.addIgnoredFile(known)
  return index
}

/** Null for what is no TypeScript that can be read without translating it. */
function tokenized(id: string, source: string): TokenizedFile | null {
  const tokens: string[] = []
  const places: Region[] = []
  try {
    // Types become spaces: every token stays where it was.
    const code = stripTypeScriptTypes(source.replace(/^\uFEFF/, ' '))
    let before: Token | null = null
    for (const token of tokenizer(code, {
      ...{ ecmaVersion: 'latest', sourceType: 'module', locations: true },
    })) {
      tokens.push(nameOf(token, before))
      before = token
      const { start, end } = token.loc!
      places.push(new Region(start.line - 1, start.column, end.line - 1, end.column))
    }
  } catch {
    return null
  }
  return new TokenizedFile(new File(id, source), tokens, places)
}

/** The name of a variable is its author's choice; what stands behind a point is the library's. */
function nameOf(token: Token, before: Token | null): string {
  if (token.type !== tokTypes.name) return token.type.keyword ?? token.type.label
  const isMember = before?.type === tokTypes.dot || before?.type === tokTypes.questionDot
  return isMember && 'value' in token ? `.${String(token.value)}` : 'name'
}
