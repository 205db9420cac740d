/**
 * What the files of an exercise may import of ours, as one script for the sandbox. It runs beside code
 * that came over HTTP, so nothing in it is a secret, and nothing that it says is believed.
 */
export * as fastCheck from 'fast-check'
export * as convert from '../../../reference/convert.ts'
export * as value from '../../../reference/value.ts'
export * as differences from '../../../exercises/differences.ts'
export * as exercise from '../../../exercises/exercise.ts'
export * as inputs from '../../../exercises/inputs.ts'
export * as random from '../../../exercises/random.ts'
export * as relations from '../../../exercises/relations.ts'
export * as sizes from '../../../exercises/sizes.ts'
export * as stories from '../../../exercises/stories.ts'
export { answerer, describe } from './answer.ts'
