/**
 * The files of a new exercise. They are a small exercise that runs (the sum of each token's features), so that
 * its author changes something that works; what only the author can write is marked.
 */
import { quoted, type There } from './naming.ts'
import { placeholder as mark } from './proof/placeholders.ts'

export interface Naming {
  readonly slug: string
  /** The function that students write. */
  readonly name: string
  readonly code: string
  readonly title: string
  readonly track: string
  /** The letters of the misconceptions' ids. */
  readonly letters: string
}

/** For `track`: those that there are, to choose from. */
export function trackOf(others: readonly There[]): string {
  const chosen = others.map(({ track }) => track).filter((track) => track !== '')
  const tracks = [...new Set(chosen.filter((track) => !track.includes(mark)))].sort()
  return `${mark} ${tracks.join(' | ')}`
}

/**
 * The text of each file, by its path in the exercise's folder, where `exercise.ts` imports the reference from
 * `referencePath`. Prettier would change line breaks at most.
 */
export function filesOf(naming: Naming, referencePath: string): ReadonlyMap<string, string> {
  // In a comment these two signs would end it.
  const inComment = { ...naming, title: naming.title.replaceAll('*/', '* /') }
  return new Map([
    ['statement.md', statement(naming)],
    ['exercise.ts', exercise(naming, referencePath)],
    ['stub.ts', stub(inComment)],
    ['cases.ts', cases],
    ['misconceptions.ts', misconceptions(naming)],
    ['solutions/loops.ts', loops(inComment)],
    ['solutions/tensor.ts', tensor(inComment)],
    ['reference.ts', reference(inComment)],
  ])
}

const statement = ({ title }: Naming) => `# ${title}

## Idea

${mark} What is it for, in plain words? One paragraph: no formula, no code, nothing that has not been explained before.

## Formula

${mark} The paper's formula, in the paper's symbols:

$$y_t = \\sum_{d=1}^{D} x_{td}$$

## Shapes

| name   | shape  | type          | meaning                ${mark} |
| ------ | ------ | ------------- | ---------------------- |
| \`x\`  | [T, D] | \`tf.Tensor2D\` | T tokens of D features |
| result | [T]    | \`tf.Tensor1D\` | one sum per token      |

## Conventions

- ${mark} What the world does in two ways (which mask is true, how weights lie, which gate comes first): say which is asked here.
- Return a new tensor; what you are given stays as it is.

## Worked example

${mark} Small enough for paper, and the first case of cases.ts. Two tokens with $D = 3$:

- Token 0: $1 + 2 + 3 = 6$.
- Token 1: $4 - 5 + 6 = 5$.

## What goes wrong

- ${mark} **A short name for the mistake.** How it shows, and what to ask oneself; never the code.
`

const exercise = ({ slug, name, code, title, track }: Naming, referencePath: string) => `\
import { ${name} as reference } from '${referencePath}'
import { defineExercise } from '../exercise.ts'
import { cases } from './cases.ts'
import { misconceptions } from './misconceptions.ts'
import { ${name} as loops } from './solutions/loops.ts'
import { ${name} as tensor } from './solutions/tensor.ts'

export const exercise = defineExercise({
  slug: '${slug}',
  code: '${code}',
  title: ${quoted(title)},
  built: '${mark} You have built …',
  track: ${quoted(track)},
  sources: ['${mark} Paper and section, or lecture'],
  minutes: 20,
  difficulty: 1,
  signature: {
    name: '${name}',
    parameters: [
      {
        name: 'x',
        type: { kind: 'tensor', dtype: 'float32', axes: ['T', 'D'] },
        meaning: 'T tokens of D features',
      },
    ],
    returns: { kind: 'tensor', dtype: 'float32', axes: ['T'] },
  },
  forbids: [],
  buildsOn: [],
  // ${mark} When the rest is done: floor and gap as the check measures them.
  tolerance: { absolute: 1e-5, relative: 1e-5, floor: 0.05, gap: 100 },
  limits: { milliseconds: 2000, megabytes: 128 },
  cases,
  misconceptions,
  solutions: { loops, tensor },
  reference,
})
`

const stub = ({ name, title }: Naming) => `import type * as tf from '@tensorflow/tfjs-core'

/**
 * ${mark} ${title}, in one sentence and with its formula:
 *
 *     y[t] = Σ over d of x[t][d]
 *
 * @param x  float32 [T, D]
 * @returns  float32 [T]
 */
export function ${name}(x: tf.Tensor2D): tf.Tensor {
  throw new Error('not implemented')
}
`

const cases = `import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import { randomCase, type Case } from '../exercise.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly T: number
  readonly D: number
}

/** The ranges do not meet, so that exchanged axes show. */
const severalTokens: fc.Arbitrary<Sizes> = fc.record({ T: size(3, 4), D: size(5, 7) })

// ${mark} Cases of your own: see "Cases" in exercises/README.md.
export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two tokens of three features',
    points: 1,
    disclosure: 'full',
    inputs: {
      x: tensorOf([
        [1, 2, 3],
        [4, -5, 6],
      ]),
    },
    expected: tensorOf([6, 5]),
  },
  randomCase<Sizes>({
    name: 'several tokens',
    points: 3,
    disclosure: 'full',
    sizes: severalTokens,
    inputs: ({ T, D }, random) => ({ x: random.normal([T, D]) }),
  }),
]
`

const misconceptions = ({ letters }: Naming) => `import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

export function meanForSum(x: tf.Tensor2D): tf.Tensor {
  return tf.mean(x, 1)
}

export const misconceptions = [
  {
    id: '${letters}1',
    name: 'meanForSum',
    sameAs: 'the mean of the features',
    hints: [
      '${mark} A question that leads to the mistake: what is the result when every feature is 1?',
      '${mark} What is wrong, in one sentence, and what is right.',
    ],
    solution: meanForSum,
  },
] satisfies readonly Misconception[]
`

const loops = ({ name, title }: Naming) => `import * as tf from '@tensorflow/tfjs-core'

/** ${title}, one number at a time. */
export function ${name}(x: tf.Tensor2D): tf.Tensor {
  const sums = x.arraySync().map((token) => {
    let sum = 0
    for (const feature of token) sum += feature
    return sum
  })
  return tf.tensor1d(sums)
}
`

const tensor = ({ name, title }: Naming) => `import * as tf from '@tensorflow/tfjs-core'

/** ${title}, with tensor operations. */
export function ${name}(x: tf.Tensor2D): tf.Tensor {
  const D = x.shape[1]
  return tf.reshape(tf.matMul(x, tf.ones([D, 1])), [-1]) // [T, D] x [D, 1] -> [T, 1] -> [T]
}
`

const reference = ({ name, title }: Naming) => `import * as tf from '@tensorflow/tfjs-core'

/** ${mark} ${title} (paper, section). x: [T, D]; result: [T]. */
export function ${name}(x: tf.Tensor2D): tf.Tensor {
  return tf.sum(x, 1) // [T, D] -> [T]
}
`
