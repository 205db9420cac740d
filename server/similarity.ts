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
    if (file) {
      files.push(file)
      index.addFiles([file])
    }
    // Others are served between two files.
    await turn()
  }
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

export interface Common {
  readonly similarity: number
  readonly parts: CommonPart[]
}

/** What two solutions have in common, and where; null where one of them cannot be read. */
export function compareTwo(left: Solution, right: Solution, stub: string): Common | null {
  const [one, other] = [tokenized(left.id, left.source), tokenized(right.id, right.source)]
  if (!one || !other) return null
  const index = indexWithout(stub)
  index.addFiles([one, other])
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
  index.addIgnoredHashes(tooOften(index, one, other))
  const pair = index.getPair(one, other)
  const parts = pair.buildFragments().map(({ leftSelection, rightSelection }) => ({
    left: linesOf(leftSelection),
    right: linesOf(rightSelection),
  }))
  return { similarity: total && common / total, parts }
}

/** With so many pairs of places that look the same, the common parts of two files take about a second to find. */
const mostPlaces = 4_000

/**
 * What recurs most, once there are too many pairs of places: a long list of numbers, say, is like itself at
 * every place of it, and would keep the server from everything else for minutes.
 */
function tooOften(index: FingerprintIndex, one: TokenizedFile, other: TokenizedFile): number[] {
  const common = index
    .sharedFingerprints()
    .filter((print) => !print.ignored && print.includesFile(one) && print.includesFile(other))
    .map((print) => ({
      hash: print.hash,
      places: print.occurrencesOf(one).length * print.occurrencesOf(other).length,
    }))
    .sort((left, right) => left.places - right.places)
  let sum = 0
  return common.filter(({ places }) => (sum += places) > mostPlaces).map(({ hash }) => hash)
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

/**
 * What so deeply nested a source did to Node's own reader of types: its memory is broken, and in this
 * thread it reads no other source either.
 */
export class ReaderBroken extends Error {
  override readonly name = 'ReaderBroken'
  readonly id: string

  constructor(id: string, cause: unknown) {
    super(`reading solution ${id} broke the reader of this thread`, { cause })
    this.id = id
  }
}

/** Null for what is no TypeScript that can be read without translating it. Throws ReaderBroken. */
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
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ERR_INTERNAL_ASSERTION') throw new ReaderBroken(id, error)
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
