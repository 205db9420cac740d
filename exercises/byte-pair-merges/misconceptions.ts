/** Known wrong solutions. Each is the correct one with one thing changed. */
import type { Misconception } from '../exercise.ts'

type Given = [text: number[], nMerges: number, sample: number[]]
type Pair = [left: number, right: number]

/** A pair with how often it occurs, in the order of first occurrence. */
interface Count {
  readonly pair: Pair
  readonly count: number
}

type Merge = (ids: number[], pair: Pair, id: number) => number[]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly count?: (ids: number[]) => Count[]
  /** One of the pairs that occur most often. */
  readonly choose?: (tied: Count[]) => Count | undefined
  /** How often the best pair has to occur. */
  readonly atLeast?: number
  readonly merge?: Merge
  readonly firstId?: (text: number[]) => number
  /** What the pairs are counted in, given the text as it is now. */
  readonly countedIn?: (ids: number[], text: number[]) => number[]
  readonly encode?: (sample: number[], merges: Pair[], merge: Merge, firstId: number) => number[]
}

function countPairs(ids: number[], key = ([left, right]: Pair) => `${left},${right}`): Count[] {
  const counts = new Map<string, Count>()
  for (let at = 0; at + 1 < ids.length; at++) {
    const pair: Pair = [ids[at]!, ids[at + 1]!]
    const before = counts.get(key(pair))
    counts.set(key(pair), { pair: before?.pair ?? pair, count: (before?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}

/** `used` is how many ids a merged pair uses up. */
function mergeWith(ids: number[], [left, right]: Pair, id: number, used: number): number[] {
  const merged: number[] = []
  for (let at = 0; at < ids.length; at++) {
    const isPair = ids[at] === left && ids[at + 1] === right
    merged.push(isPair ? id : ids[at]!)
    if (isPair) at += used - 1
  }
  return merged
}

const mergeFromLeft: Merge = (ids, pair, id) => mergeWith(ids, pair, id, 2)

function inOrder(sample: number[], merges: Pair[], merge: Merge, firstId: number): number[] {
  return merges.reduce((ids, pair, k) => merge(ids, pair, firstId + k), sample)
}

function learned(
  [text, nMerges, sample]: Given,
  {
    count = countPairs,
    choose = ([first]) => first,
    atLeast = 2,
    merge = mergeFromLeft,
    firstId = () => 256,
    countedIn = (ids) => ids,
    encode = inOrder,
  }: Change,
) {
  const merges: Pair[] = []
  let ids = text
  while (merges.length < nMerges) {
    const isNew = ({ pair }: Count) => !merges.some((one) => one.join() === pair.join())
    const counts = count(countedIn(ids, text)).filter(isNew)
    const most = Math.max(0, ...counts.map((one) => one.count))
    const best = choose(counts.filter((one) => one.count === most))
    if (!best || most < atLeast) break
    ids = merge(ids, best.pair, firstId(text) + merges.length)
    merges.push(best.pair)
  }
  return { merges, tokens: encode(sample, merges, merge, firstId(text)).slice() }
}

const byValue = (one: Count, other: Count) =>
  one.pair[0] - other.pair[0] || one.pair[1] - other.pair[1]

export function tiesToHighest(...given: Given) {
  return learned(given, { choose: (tied) => tied.toSorted(byValue).at(-1) })
}

export function tiesToLowest(...given: Given) {
  return learned(given, { choose: (tied) => tied.toSorted(byValue)[0] })
}

export function tiesToLast(...given: Given) {
  return learned(given, { choose: (tied) => tied.at(-1) })
}

export function countedWithoutOverlap(...given: Given) {
  return learned(given, {
    count: (ids) =>
      countPairs(ids).map(({ pair }) => ({
        pair,
        count: mergeFromLeft(ids, pair, -1).filter((id) => id === -1).length,
      })),
  })
}

export function neverCountedAgain(...given: Given) {
  return learned(given, { countedIn: (_, text) => text })
}

export function mergedFromTheRight(...given: Given) {
  return learned(given, {
    merge: (ids, [left, right], id) =>
      mergeFromLeft(ids.toReversed(), [right, left], id).toReversed(),
  })
}

export function idsAfterLargestByte(...given: Given) {
  return learned(given, { firstId: (text) => Math.max(...text) + 1 })
}

export function idsFrom257(...given: Given) {
  return learned(given, { firstId: () => 257 })
}

export function leftmostPairFirst(...given: Given) {
  return learned(given, {
    encode: (sample, merges, _merge, firstId) => {
      let ids = sample
      for (;;) {
        const kAt = (at: number) =>
          merges.findIndex(([left, right]) => ids[at] === left && ids[at + 1] === right)
        const at = ids.findIndex((_, place) => kAt(place) >= 0)
        if (at < 0) return ids
        ids = [...ids.slice(0, at), firstId + kAt(at), ...ids.slice(at + 2)]
      }
    },
  })
}

export function onePassOverSample(...given: Given) {
  return learned(given, {
    encode: (sample, merges, _, firstId) => {
      const tokens: number[] = []
      for (let at = 0; at < sample.length; at++) {
        const k = merges.findIndex(
          ([left, right]) => sample[at] === left && sample[at + 1] === right,
        )
        tokens.push(k < 0 ? sample[at]! : firstId + k)
        if (k >= 0) at++
      }
      return tokens
    },
  })
}

export function appliedBackwards(...given: Given) {
  return learned(given, {
    encode: (sample, merges, merge, firstId) =>
      merges.reduceRight((ids, pair, k) => merge(ids, pair, firstId + k), sample),
  })
}

export function onceOnly(...given: Given) {
  return learned(given, {
    merge: (ids, [left, right], id) => {
      const at = ids.findIndex((one, place) => one === left && ids[place + 1] === right)
      return at < 0 ? ids : [...ids.slice(0, at), id, ...ids.slice(at + 2)]
    },
  })
}

export function singlePairsMerged(...given: Given) {
  return learned(given, { atLeast: 1 })
}

export function stopsAtTwo(...given: Given) {
  return learned(given, { atLeast: 3 })
}

export function learnedFromSample(...given: Given) {
  const [text, nMerges, sample] = given
  return {
    merges: learned([text, nMerges, sample], {}).merges,
    tokens: learned([sample, nMerges, sample], {}).tokens,
  }
}

export function orderOfPairIgnored(...given: Given) {
  return learned(given, {
    count: (ids) => countPairs(ids, (pair) => pair.toSorted((one, other) => one - other).join()),
  })
}

export function secondKept(...given: Given) {
  return learned(given, { merge: (ids, pair, id) => mergeWith(ids, pair, id, 1) })
}

export function oneMergeTooFew(text: number[], nMerges: number, sample: number[]) {
  return learned([text, nMerges - 1, sample], {})
}

export function oneMergeTooMany(text: number[], nMerges: number, sample: number[]) {
  return learned([text, nMerges + 1, sample], {})
}

export function pairsReversed(...given: Given) {
  const { merges, tokens } = learned(given, {})
  return { merges: merges.map(([left, right]) => [right, left]), tokens }
}

export function textEncoded(text: number[], nMerges: number) {
  return learned([text, nMerges, text], {})
}

export function sampleNotEncoded(...given: Given) {
  return learned(given, { encode: (sample) => sample })
}

export function stopsAtAbsentPair(...given: Given) {
  return learned(given, {
    encode: (sample, merges, merge, firstId) => {
      let ids = sample
      for (const [k, pair] of merges.entries()) {
        const shorter = merge(ids, pair, firstId + k)
        if (shorter.length === ids.length) break
        ids = shorter
      }
      return ids
    },
  })
}

export const misconceptions = [
  {
    id: 'BP1',
    name: 'tiesToHighest',
    sameAs: 'byte-pair merges that give ties to the pair with the highest ids',
    hints: [
      'Two pairs occur equally often. Which one do you take, and which one is asked for?',
      'Should it matter which number a byte happens to have?',
      'Of several pairs, take the one that occurs first in the row.',
    ],
    solution: tiesToHighest,
  },
  {
    id: 'BP2',
    name: 'tiesToLowest',
    sameAs: 'byte-pair merges that give ties to the pair with the lowest ids',
    hints: [
      'Two pairs occur equally often. Which one do you take, and which one is asked for?',
      'Should it matter which number a byte happens to have?',
      'Of several pairs, take the one that occurs first in the row.',
    ],
    solution: tiesToLowest,
  },
  {
    id: 'BP3',
    name: 'tiesToLast',
    sameAs: 'byte-pair merges that give ties to the pair that was seen last',
    hints: [
      'Two pairs occur equally often. Which one do you take, and which one is asked for?',
      'When a later pair has the same count as the best so far, what happens: > or >=?',
      'Only a larger count may replace the best pair so far.',
    ],
    solution: tiesToLast,
  },
  {
    id: 'BP4',
    name: 'countedWithoutOverlap',
    sameAs: 'byte-pair merges that do not count overlapping pairs',
    hints: [
      'How many pairs of neighbours are in "aaa"?',
      'Does your count go on by one place or by two after a pair?',
      'Count every pair of neighbours, overlapping or not. Only merging goes on by two.',
    ],
    solution: countedWithoutOverlap,
  },
  {
    id: 'BP5',
    name: 'neverCountedAgain',
    sameAs: 'byte-pair merges that take all their pairs from the counts of the bytes',
    hints: [
      'Is your first merge right, and does none of them contain an id from 256 on?',
      'What do the pairs look like after the first merge?',
      'Count again after every merge, in the row as it is now.',
    ],
    solution: neverCountedAgain,
  },
  {
    id: 'BP6',
    name: 'mergedFromTheRight',
    sameAs: 'byte-pair merges that replace pairs from right to left',
    hints: [
      'What becomes of "aaa" when "aa" is merged: one new id and an a, or an a and one new id?',
      'Go from left to right; a pair that begins inside one just merged is lost.',
    ],
    solution: mergedFromTheRight,
  },
  {
    id: 'BP7',
    name: 'idsAfterLargestByte',
    sameAs: 'byte-pair merges whose new ids begin after the largest byte of the text',
    hints: [
      'Which id does your first merge make?',
      'What happens to a sample with a byte that the text does not have?',
      'All 256 bytes keep their ids, so the first new id is always 256.',
    ],
    solution: idsAfterLargestByte,
  },
  {
    id: 'BP8',
    name: 'idsFrom257',
    sameAs: 'byte-pair merges whose new ids begin at 257',
    hints: [
      'Which id does your first merge make?',
      'How many merges have been learned when the first one gets its id: 0 or 1?',
      'Merge number k, counted from 0, makes the id 256 + k.',
    ],
    solution: idsFrom257,
  },
  {
    id: 'BP9',
    name: 'leftmostPairFirst',
    sameAs: 'merges applied to the sample from its left end, whichever was learned first',
    hints: [
      'Are your merges right and only the tokens wrong?',
      'Two known pairs overlap in the sample. Which of them was merged first in learning?',
      'Apply merge 0 everywhere, then merge 1, and so on.',
    ],
    solution: leftmostPairFirst,
  },
  {
    id: 'BP10',
    name: 'onePassOverSample',
    sameAs: 'merges applied to the bytes of the sample in a single pass',
    hints: [
      'Are your merges right and only the tokens wrong?',
      'Can a token of yours stand for more than two bytes?',
      'A merge may join what earlier merges have made: apply them one after the other.',
    ],
    solution: onePassOverSample,
  },
  {
    id: 'BP11',
    name: 'appliedBackwards',
    sameAs: 'merges applied to the sample from the last to the first',
    hints: [
      'Are your merges right and only the tokens wrong?',
      'Can merge 3 find anything before merge 0 has been applied?',
      'Apply them in the order in which they were learned.',
    ],
    solution: appliedBackwards,
  },
  {
    id: 'BP12',
    name: 'onceOnly',
    sameAs: 'byte-pair merges that replace only the first occurrence of a pair',
    hints: [
      'How much shorter does your row become with each merge?',
      'Is there a break or an indexOf where there should be a loop?',
      'A merge replaces the pair everywhere.',
    ],
    solution: onceOnly,
  },
  {
    id: 'BP13',
    name: 'singlePairsMerged',
    sameAs: 'byte-pair merges that go on when no pair occurs twice',
    hints: [
      'How often does the pair of your last merge occur?',
      'What is saved by a new id that is used once?',
      'Stop when the best pair occurs only once.',
    ],
    solution: singlePairsMerged,
  },
  {
    id: 'BP14',
    name: 'stopsAtTwo',
    sameAs: 'byte-pair merges that stop at pairs that occur only twice',
    hints: [
      'Did you learn fewer merges than nMerges? Was there still a pair that occurs twice?',
      'Twice is enough: stop when the best pair occurs only once.',
    ],
    solution: stopsAtTwo,
  },
  {
    id: 'BP15',
    name: 'learnedFromSample',
    sameAs: 'tokens from merges that were learned on the sample itself',
    hints: [
      'Are your merges right and only the tokens wrong?',
      'Which row do you count pairs in when you make the tokens?',
      'Nothing is counted in the sample: the merges learned from the text are applied to it.',
    ],
    solution: learnedFromSample,
  },
  {
    id: 'BP16',
    name: 'orderOfPairIgnored',
    sameAs: 'byte-pair merges that count "ab" and "ba" as the same pair',
    hints: [
      'How often does "ab" occur in "abba"? And "ba"?',
      'What is your key for a pair: does it keep left and right apart?',
      'A pair is ordered: (a, b) and (b, a) are counted, and merged, apart.',
    ],
    solution: orderOfPairIgnored,
  },
  {
    id: 'BP17',
    name: 'secondKept',
    sameAs: 'byte-pair merges after which the second id of the pair is still there',
    hints: [
      'Does your row become shorter when a pair is merged?',
      'At which place does your loop go on after it has found a pair?',
      'Both ids of the pair are used up: go on two places further.',
    ],
    solution: secondKept,
  },
  {
    id: 'BP18',
    name: 'oneMergeTooFew',
    sameAs: 'byte-pair merges that stop one merge early',
    hints: [
      'How many merges were asked for, and how many did you learn?',
      'At which count does your loop end?',
      'nMerges is the number of merges, not the number of the last one.',
    ],
    solution: oneMergeTooFew,
  },
  {
    id: 'BP19',
    name: 'oneMergeTooMany',
    sameAs: 'byte-pair merges with one merge more than asked for',
    hints: [
      'How many merges were asked for, and how many did you learn?',
      'What should come out with nMerges = 0?',
      'Merge number k is learned as long as k < nMerges.',
    ],
    solution: oneMergeTooMany,
  },
  {
    id: 'BP20',
    name: 'pairsReversed',
    sameAs: 'merges written as [right, left]',
    hints: [
      'Are your tokens right and only the merges wrong?',
      'Which id of a pair stands first in the text?',
      'A merge is [left, right].',
    ],
    solution: pairsReversed,
  },
  {
    id: 'BP21',
    name: 'textEncoded',
    sameAs: 'the tokens of the text instead of those of the sample',
    hints: [
      'Are your merges right and only the tokens wrong?',
      'Where does your code read sample?',
      'Learn from the text; return the tokens of the sample.',
    ],
    solution: textEncoded,
  },
  {
    id: 'BP22',
    name: 'sampleNotEncoded',
    sameAs: 'the bytes of the sample, without any merge',
    hints: [
      'Are your merges right and only the tokens wrong?',
      'Does a merge change the row, or does it give a new one? Do you keep it?',
      'Apply every merge to the sample and return what comes out.',
    ],
    solution: sampleNotEncoded,
  },
  {
    id: 'BP23',
    name: 'stopsAtAbsentPair',
    sameAs: 'merges applied to the sample until one of them finds nothing',
    hints: [
      'Are your merges right and only some of the tokens wrong?',
      'A pair may be missing in the sample. What about the pairs after it?',
      'A merge that finds nothing changes nothing; go on with the next.',
    ],
    solution: stopsAtAbsentPair,
  },
] satisfies readonly Misconception[]
