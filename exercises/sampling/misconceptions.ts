/** Known wrong solutions. Each is the correct one with one thing changed. */
import type { Misconception } from '../exercise.ts'

interface Settings {
  readonly temperature: number
  readonly topK: number
  readonly topP: number
}

type Given = [logits: number[][], settings: Settings, uniforms: number[]]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  /** The row of logits and the uniform number of row b. */
  readonly rowOf?: (logits: number[][], b: number) => number[]
  readonly uniformOf?: (uniforms: number[], b: number) => number
  readonly settings?: (settings: Settings) => Settings
  readonly isGreedy?: (temperature: number) => boolean
  readonly scale?: (score: number, temperature: number) => number
  readonly sort?: (row: readonly number[]) => number[]
  /** The exponentials of some scores, which need not sum to 1. */
  readonly exponentials?: (scores: number[]) => number[]
  /** How many of the sorted tokens are kept, given the probabilities of those that top-k leaves, and of all. */
  readonly nucleus?: (shares: number[], topP: number, ofAll: number[]) => number
  /** The probabilities from which the draw is made. */
  readonly renormalise?: (shares: number[]) => number[]
  /** The order in which the kept tokens are walked through. */
  readonly walk?: (ids: number[]) => number[]
  readonly isReached?: (sum: number, uniform: number) => boolean
  readonly answer?: (id: number, sorted: number[]) => number
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
const normalised = (weights: number[]) => weights.map((weight) => weight / total(weights))
const idsOf = (row: readonly number[]) => row.map((_, id) => id)

const likeliestFirst = (row: readonly number[]) =>
  idsOf(row).sort((one, other) => row[other]! - row[one]! || one - other)

const shifted = (scores: number[]) => {
  const highest = Math.max(...scores)
  return scores.map((score) => Math.exp(score - highest))
}

/** How many tokens stand before the mass of those in front reaches topP. */
const smallestWithMass = (shares: number[], topP: number) => {
  let mass = 0
  let kept = 0
  while (kept < shares.length && mass < topP) mass += shares[kept++]!
  return kept
}

function draw(
  [logits, givenSettings, uniforms]: Given,
  {
    rowOf = (all, b) => all[b]!,
    uniformOf = (all, b) => all[b]!,
    settings: changeSettings = (settings) => settings,
    isGreedy = (temperature) => temperature === 0,
    scale = (score, temperature) => score / temperature,
    sort = likeliestFirst,
    exponentials = shifted,
    nucleus = smallestWithMass,
    renormalise = normalised,
    walk = (ids) => ids,
    isReached = (sum, uniform) => sum > uniform,
    answer = (id) => id,
  }: Change,
): number[] {
  const { temperature, topK, topP } = changeSettings(givenSettings)
  return logits.map((_, b) => {
    const row = rowOf(logits, b)
    const uniform = uniformOf(uniforms, b)
    const sorted = sort(row)
    if (isGreedy(temperature)) return answer(sorted[0]!, sorted)
    const weights = exponentials(sorted.map((id) => scale(row[id]!, temperature)))
    const likely = normalised(weights.slice(0, topK))
    const kept = Math.max(1, nucleus(likely, topP, normalised(weights)))
    const order = walk(sorted.slice(0, kept))
    const shares = renormalise(likely.slice(0, kept))
    let sum = 0
    for (const id of order) {
      sum += shares[sorted.indexOf(id)]!
      if (isReached(sum, uniform)) return answer(id, sorted)
    }
    return answer(order.at(-1)!, sorted)
  })
}

export function crossingTokenLost(...given: Given) {
  return draw(given, {
    nucleus: (shares, topP) => {
      let mass = 0
      return shares.filter((share) => (mass += share) <= topP + (topP === 1 ? 1e-9 : 0)).length
    },
  })
}

export function oneExtraAtEquality(...given: Given) {
  return draw(given, {
    nucleus: (shares, topP) => {
      let before = 0
      return shares.filter((share) => (before += share) - share <= topP).length
    },
  })
}

export function timesTemperature(...given: Given) {
  return draw(given, { scale: (score, temperature) => score * temperature })
}

export function temperatureIgnored(...given: Given) {
  return draw(given, { scale: (score) => score })
}

export function zeroDivided(...given: Given) {
  return draw(given, {
    isGreedy: () => false,
    // A sum that is NaN never gets anywhere: all tokens are kept, and the draw falls off the end.
    nucleus: (shares, topP) => {
      let mass = 0
      const end = shares.findIndex((share) => (mass += share) >= topP)
      return end < 0 ? shares.length : end + 1
    },
  })
}

export function zeroMeansOne(...given: Given) {
  return draw(given, {
    settings: (settings) => ({ ...settings, temperature: settings.temperature || 1 }),
  })
}

export function oneTokenTooMany(...given: Given) {
  return draw(given, { settings: (settings) => ({ ...settings, topK: settings.topK + 1 }) })
}

export function topKIgnored(...given: Given) {
  return draw(given, { settings: (settings) => ({ ...settings, topK: 1e9 }) })
}

export function topPIgnored(...given: Given) {
  return draw(given, { settings: (settings) => ({ ...settings, topP: 1 }) })
}

export function topPBeforeTopK(...given: Given) {
  return draw(given, {
    nucleus: (shares, topP, ofAll) => Math.min(shares.length, smallestWithMass(ofAll, topP)),
  })
}

export function likelyEnoughAlone(...given: Given) {
  return draw(given, {
    nucleus: (shares, topP) =>
      topP === 1 ? shares.length : shares.filter((share) => share >= topP).length,
  })
}

export function restOfMass(...given: Given) {
  return draw(given, { nucleus: (shares, topP) => smallestWithMass(shares, 1 - topP) })
}

export function allMassKeepsOne(...given: Given) {
  return draw(given, {
    nucleus: (shares, topP) => (topP === 1 ? 1 : smallestWithMass(shares, topP)),
  })
}

export function sortedAsText(...given: Given) {
  return draw(given, {
    sort: (row) =>
      idsOf(row).sort((one, other) => {
        const [left, right] = [String(row[one]), String(row[other])]
        return left === right ? one - other : left < right ? 1 : -1
      }),
  })
}

export function leastLikelyFirst(...given: Given) {
  return draw(given, {
    sort: (row) => idsOf(row).sort((one, other) => row[one]! - row[other]! || one - other),
  })
}

export function tiesToHigherId(...given: Given) {
  return draw(given, {
    sort: (row) => idsOf(row).sort((one, other) => row[other]! - row[one]! || other - one),
  })
}

export function rankForToken(...given: Given) {
  return draw(given, { answer: (id, sorted) => sorted.indexOf(id) })
}

export function notNormalisedAgain(...given: Given) {
  return draw(given, { renormalise: (shares) => shares })
}

export function equalShares(...given: Given) {
  return draw(given, { renormalise: (shares) => shares.map(() => 1 / shares.length) })
}

export function walkedById(...given: Given) {
  return draw(given, { walk: (ids) => ids.toSorted((one, other) => one - other) })
}

export function walkedFromBack(...given: Given) {
  return draw(given, { walk: (ids) => ids.toReversed() })
}

export function alwaysLikeliest(...given: Given) {
  return draw(given, { uniformOf: () => 0 })
}

export function firstUniformForAll(...given: Given) {
  return draw(given, { uniformOf: (uniforms) => uniforms[0]! })
}

export function firstRowForAll(...given: Given) {
  return draw(given, { rowOf: (logits) => logits[0]! })
}

export function borderToTheFirst(...given: Given) {
  return draw(given, { isReached: (sum, uniform) => sum >= uniform })
}

export function withoutMaximum(...given: Given) {
  return draw(given, { exponentials: (scores) => scores.map(Math.exp) })
}

export const misconceptions = [
  {
    id: 'SA1',
    name: 'crossingTokenLost',
    sameAs: 'sampling that leaves out the token with which the mass topP is reached',
    hints: [
      'Probabilities 0.5, 0.41, 0.09 and topP = 0.9: which tokens have a mass of at least 0.9 together?',
      'Do you test the mass with the token or the mass before it?',
      'A token is kept if those before it have less than topP.',
    ],
    solution: crossingTokenLost,
  },
  {
    id: 'SA2',
    name: 'oneExtraAtEquality',
    sameAs: 'sampling that keeps one token more when the mass is exactly topP',
    hints: [
      'Four tokens of 0.25 each and topP = 0.5: how many are needed for half of the mass?',
      'Is it < or <= in your test?',
      'Exactly topP is enough: the tokens before it must have less than topP.',
    ],
    solution: oneExtraAtEquality,
  },
  {
    id: 'SA3',
    name: 'timesTemperature',
    sameAs: 'sampling that multiplies the logits by the temperature',
    hints: [
      'Should a high temperature make the choice bolder or safer? What does yours do?',
      'What happens to the differences between logits when they are multiplied by 2?',
      'Divide by the temperature.',
    ],
    solution: timesTemperature,
  },
  {
    id: 'SA4',
    name: 'temperatureIgnored',
    sameAs: 'sampling without temperature',
    hints: [
      'Are you right for temperature 1 only?',
      'If you divide probabilities by the temperature and normalise them afterwards, what is left of it?',
      'The temperature divides the logits, before the softmax.',
    ],
    solution: temperatureIgnored,
  },
  {
    id: 'SA5',
    name: 'zeroDivided',
    sameAs: 'sampling that divides by a temperature of 0',
    hints: [
      'What is 2 / 0 in JavaScript? And Infinity - Infinity?',
      'What should a temperature that falls towards 0 do to the likeliest token?',
      'Temperature 0 is a case of its own: return the likeliest token.',
    ],
    solution: zeroDivided,
  },
  {
    id: 'SA6',
    name: 'zeroMeansOne',
    sameAs: 'sampling that takes a temperature of 0 for 1',
    hints: [
      'What does `temperature || 1` give for 0?',
      'What should a temperature that falls towards 0 do to the likeliest token?',
      'Temperature 0 is a case of its own: return the likeliest token.',
    ],
    solution: zeroMeansOne,
  },
  {
    id: 'SA7',
    name: 'oneTokenTooMany',
    sameAs: 'sampling that keeps topK + 1 tokens',
    hints: [
      'How many tokens are left with topK = 1? What should the choice be then?',
      'Do you keep those that are at least as good as number topK, counted from 0 or from 1?',
      'Keep the first topK tokens, no more.',
    ],
    solution: oneTokenTooMany,
  },
  {
    id: 'SA8',
    name: 'topKIgnored',
    sameAs: 'sampling without top-k',
    hints: [
      'Where does your code use topK? Do you keep what it gives?',
      'Only the topK likeliest tokens take part in everything that follows.',
    ],
    solution: topKIgnored,
  },
  {
    id: 'SA9',
    name: 'topPIgnored',
    sameAs: 'sampling without top-p',
    hints: [
      'Where does your code use topP? Do you keep what it gives?',
      'After the mass topP is reached all further tokens are cut off.',
    ],
    solution: topPIgnored,
  },
  {
    id: 'SA10',
    name: 'topPBeforeTopK',
    sameAs: 'sampling that measures the mass for top-p before top-k has cut',
    hints: [
      'Are you right when only one of the two limits is in force?',
      'Of which tokens do the probabilities sum to 1 when you look for topP?',
      'First top-k, then softmax over what is left, then top-p.',
    ],
    solution: topPBeforeTopK,
  },
  {
    id: 'SA11',
    name: 'likelyEnoughAlone',
    sameAs: 'sampling that keeps the tokens whose own probability is at least topP',
    hints: [
      'How many tokens can have a probability of at least 0.75?',
      'Is topP a limit for one token, or for all kept ones together?',
      'Add the probabilities up from the top until their sum reaches topP.',
    ],
    solution: likelyEnoughAlone,
  },
  {
    id: 'SA12',
    name: 'restOfMass',
    sameAs: 'sampling that keeps a mass of 1 - topP',
    hints: [
      'With topP = 1, how many tokens should be left? And in your code?',
      'Is topP the mass that is kept, or the mass that is cut off?',
      'The kept tokens have at least topP.',
    ],
    solution: restOfMass,
  },
  {
    id: 'SA13',
    name: 'allMassKeepsOne',
    sameAs: 'sampling that keeps a single token when topP is 1',
    hints: [
      'With topP = 1, how many tokens should be left? And in your code?',
      'You look for the place where the sum exceeds topP. What if there is none?',
      'Nothing found means: keep all.',
    ],
    solution: allMassKeepsOne,
  },
  {
    id: 'SA14',
    name: 'sortedAsText',
    sameAs: 'sampling that sorts numbers as if they were text',
    hints: [
      'What does [10, 9, 1].sort() give in JavaScript?',
      'By what does sort compare when it is given no function?',
      'Give sort a function that compares two numbers as numbers.',
    ],
    solution: sortedAsText,
  },
  {
    id: 'SA15',
    name: 'leastLikelyFirst',
    sameAs: 'sampling that sorts the least likely token to the front',
    hints: [
      'Which token comes first in your order?',
      'What does sort do when its function gives a negative number?',
      'The likeliest token comes first.',
    ],
    solution: leastLikelyFirst,
  },
  {
    id: 'SA16',
    name: 'tiesToHigherId',
    sameAs: 'sampling that puts the higher id first among equal logits',
    hints: [
      'Are you wrong only where logits are equal?',
      'Sorting upwards and then reversing: what does that do to equal ones?',
      'Of equal tokens the one with the lower id comes first.',
    ],
    solution: tiesToHigherId,
  },
  {
    id: 'SA17',
    name: 'rankForToken',
    sameAs: 'sampling that returns the place in the sorted order instead of the token',
    hints: [
      'Are small numbers surprisingly frequent in your result?',
      'The index that you return: is it one of the sorted list or one of the vocabulary?',
      'Look up which token stands at that place.',
    ],
    solution: rankForToken,
  },
  {
    id: 'SA18',
    name: 'notNormalisedAgain',
    sameAs: 'sampling that draws from probabilities which no longer sum to 1',
    hints: [
      'What is the sum of your probabilities after top-p has cut?',
      'Which token do you take when the uniform number is larger than that sum?',
      'Divide by the mass of the kept tokens before you draw.',
    ],
    solution: notNormalisedAgain,
  },
  {
    id: 'SA19',
    name: 'equalShares',
    sameAs: 'sampling that gives all kept tokens the same chance',
    hints: [
      'How often is the likeliest of three kept tokens drawn, as a function of its logit?',
      'The cuts decide who takes part. What decides the chances?',
      'Kept tokens are drawn by their probabilities.',
    ],
    solution: equalShares,
  },
  {
    id: 'SA20',
    name: 'walkedById',
    sameAs: 'sampling that adds the probabilities up in the order of the ids',
    hints: [
      'Which token should a uniform number of 0 give? Which one do you take?',
      'In which order do you add up the probabilities?',
      'Walk through the tokens as sorted, the likeliest first.',
    ],
    solution: walkedById,
  },
  {
    id: 'SA21',
    name: 'walkedFromBack',
    sameAs: 'sampling that adds the probabilities up from the least likely token',
    hints: [
      'Which token should a uniform number of 0 give? Which one do you take?',
      'In which order do you add up the probabilities?',
      'Walk through the tokens as sorted, the likeliest first.',
    ],
    solution: walkedFromBack,
  },
  {
    id: 'SA22',
    name: 'alwaysLikeliest',
    sameAs: 'sampling that always takes the likeliest token',
    hints: [
      'Do other uniform numbers change your result?',
      'Only at temperature 0 is the choice fixed; otherwise the uniform number decides.',
    ],
    solution: alwaysLikeliest,
  },
  {
    id: 'SA23',
    name: 'firstUniformForAll',
    sameAs: 'sampling that uses the first uniform number for every row',
    hints: [
      'Is row 0 right, and are other rows wrong?',
      'Which uniform number decides for row b?',
      'Row b uses uniforms[b].',
    ],
    solution: firstUniformForAll,
  },
  {
    id: 'SA24',
    name: 'firstRowForAll',
    sameAs: 'sampling that uses the first row of logits for every row',
    hints: [
      'Is row 0 right, and are other rows wrong?',
      'Which logits do you read for row b?',
      'Row b uses logits[b].',
    ],
    solution: firstRowForAll,
  },
  {
    id: 'SA25',
    name: 'borderToTheFirst',
    sameAs: 'sampling that gives a uniform number on a border to the token before it',
    hints: [
      'Two tokens of 0.5 each and the uniform number 0.5: which one is it?',
      'Uniform numbers can be 0, but not 1. Which end of an interval belongs to it?',
      'The sum has to exceed the uniform number: >, not >=.',
    ],
    solution: borderToTheFirst,
  },
  {
    id: 'SA26',
    name: 'withoutMaximum',
    sameAs: 'sampling whose exponentials overflow',
    hints: [
      'What is Math.exp(1000)? And Infinity / Infinity?',
      'A low temperature makes logits large. Which number may you subtract from all of them?',
      'Subtract the largest before you exponentiate.',
    ],
    solution: withoutMaximum,
  },
] satisfies readonly Misconception[]
