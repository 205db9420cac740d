/** Runs in the sandbox: asks an exercise's functions what the grader wants to know. */
import * as tf from '@tensorflow/tfjs-core'
import * as fc from 'fast-check'
import type { Case, Drawing, Exercise, StudentFunction } from '../../../exercises/exercise.ts'
import { writeFacts } from '../../../exercises/facts.ts'
import { runsOf, runsOfSizes } from '../../../exercises/inputs.ts'
import { tensorOf, textOf, toReference, toStudent } from '../../../reference/convert.ts'
import {
  newValues,
  type Dtype,
  type Inputs,
  type TensorValue,
  type Value,
  type ValueType,
} from '../../../reference/value.ts'
import type { Question, Told } from '../question.ts'

type Fields = Readonly<Record<string, unknown>>

interface Said {
  readonly told: tf.Tensor
  readonly runs: readonly Fields[]
  readonly outputs: readonly unknown[]
}

/** The exercise's facts as JSON, or what its code threw on the way. */
export function describe(load: () => Exercise): tf.Tensor {
  return tell(() => writeFacts(load()))
}

/** The function that answers questions about this exercise. Runs and outputs come and go as students see them. */
export function answerer(load: () => Exercise) {
  return (
    question: string,
    runs: readonly Fields[],
    outputs: readonly unknown[],
    drawn: unknown,
  ): Said => {
    let given: readonly Inputs[] = []
    let results: readonly unknown[] = []
    let exercise: Exercise | undefined
    const answer = tell(() => {
      exercise = load()
      const { signature } = exercise
      const said = answerTo(exercise, JSON.parse(question) as Question, {
        runs: runs.map((one) => inputsOf(exercise as Exercise, one)),
        outputs: outputs.map((one) => valueOf(signature.returns, one)),
        drawn,
      })
      given = said.runs ?? []
      results = said.results ?? []
      return said.answer ?? null
    })
    return {
      told: answer,
      runs: exercise ? given.map((one) => forStudent(exercise as Exercise, one)) : [],
      outputs: results,
    }
  }
}

interface Subject {
  readonly runs: readonly Inputs[]
  readonly outputs: readonly Value[]
  readonly drawn: unknown
}

interface Answer {
  readonly answer?: unknown
  readonly runs?: readonly Inputs[]
  /** As a student's function returns them. */
  readonly results?: readonly unknown[]
}

function answerTo(
  exercise: Exercise,
  question: Question,
  { runs, outputs, drawn }: Subject,
): Answer {
  const { signature } = exercise
  const [inputs = {}] = runs
  switch (question.kind) {
    case 'runs':
      return { runs: runsOf(caseOf(exercise, question.caseName), question.seed) }
    case 'holds': {
      const aCase = caseOf(exercise, question.caseName)
      const broken = aCase.kind === 'invariant' ? aCase.holds(outputs, runs) : null
      return {
        answer: broken && { seen: broken.seen, timesAllowed: String(broken.timesAllowed) },
      }
    }
    case 'right':
      return {
        results: [conforming(signature.returns, call(exercise.solutions.loops, exercise, inputs))],
      }
    case 'reference': {
      const reference = exercise.reference as (...parameters: unknown[]) => unknown
      const given = signature.parameters.map(({ name, type }) =>
        toReference(type, inputs[name] as Value),
      )
      return { results: [conforming(signature.returns, reference(...given))] }
    }
    case 'wrong': {
      const all = exercise.misconceptions.map(({ solution }) =>
        wrongResults(exercise, solution, runs),
      )
      return { answer: all.map((one) => one.length), results: all.flat() }
    }
    case 'drawn':
      return { answer: draw(exercise, question, drawn) }
    case 'smaller':
      return { runs: smaller(exercise, question) }
  }
}

function caseOf({ cases }: Exercise, name: string): Case {
  return cases.find((one) => one.name === name) as Case
}

/** One result for each run; none at all where the wrong solution throws. */
function wrongResults(
  exercise: Exercise,
  solution: StudentFunction,
  runs: readonly Inputs[],
): unknown[] {
  const { returns } = exercise.signature
  try {
    // One that is of another type must not spoil those of all others on their way out.
    return runs.map((inputs) => conforming(returns, call(solution, exercise, inputs)))
  } catch {
    return []
  }
}

function call(solution: StudentFunction, { signature }: Exercise, inputs: Inputs): unknown {
  const given = signature.parameters.map(({ name, type }) => toStudent(type, inputs[name] as Value))
  return (solution as (...parameters: unknown[]) => unknown)(...given)
}

function draw(
  exercise: Exercise,
  { title, dtype }: Question & { kind: 'drawn' },
  nested: unknown,
): { shape: readonly number[]; values: string[] } {
  const drawing = exercise.pictures?.find((one) => one.title === title) as Drawing
  const result = tensorOf(nested, dtype)
  if (drawing.kind === 'curve') {
    const values = drawing.curve(result).map(String)
    return { shape: [values.length], values }
  }
  const { shape, values } = drawing.kind === 'map' ? drawing.map(result) : drawing.weights(result)
  return { shape, values: Array.from(values, String) }
}

/** The runs of the sizes that fast-check tries next; none when it has found the smallest. */
function smaller(
  exercise: Exercise,
  { caseName, seed, failed }: Question & { kind: 'smaller' },
): readonly Inputs[] {
  const aCase = caseOf(exercise, caseName)
  if (aCase.kind !== 'random') return []
  let tried = 0
  let next: { sizes: unknown } | null = null
  const property = fc.property(aCase.sizes, (sizes) => {
    const known = failed[tried++]
    if (known !== undefined) return !known
    next ??= { sizes }
    // Whatever is asked after this counts as right, which ends the search soon.
    return true
  })
  fc.check(property, { seed, numRuns: 1, unbiased: true })
  const found = next as { sizes: unknown } | null
  return found === null ? [] : runsOfSizes(aCase, found.sizes, seed)
}

/** An exercise's code runs inside: what it throws is an answer. */
function tell(work: () => unknown): tf.Tensor {
  return asCodeUnits(JSON.stringify(toldBy(work)))
}

function toldBy(work: () => unknown): Told {
  try {
    return { kind: 'answer', answer: work() }
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    return {
      kind: 'threw',
      name,
      message: message.slice(0, 2000),
      stack: (stack ?? '').slice(0, 5000),
    }
  }
}

function asCodeUnits(text: string): tf.Tensor {
  const units = Int32Array.from({ length: text.length }, (_, position) => text.charCodeAt(position))
  return tf.tensor1d(units, 'int32')
}

function inputsOf({ signature }: Exercise, given: Fields): Inputs {
  return Object.fromEntries(
    signature.parameters.map(({ name, type }) => [name, valueOf(type, given[name])]),
  )
}

function forStudent({ signature }: Exercise, inputs: Inputs): Fields {
  return Object.fromEntries(
    signature.parameters.map(({ name, type }) => [name, toStudent(type, inputs[name] as Value)]),
  )
}

/** What a student's function takes or returns, as a plain value. */
function valueOf(type: ValueType, given: unknown): Value {
  switch (type.kind) {
    case 'tensor':
      return tensorValue(given as tf.Tensor, type.dtype)
    case 'array':
      return tensorOf(given, type.dtype)
    case 'optional':
      return given === null ? null : valueOf(type.of, given)
    case 'list':
      return (given as readonly unknown[]).map((item) => valueOf(type.of, item))
    case 'record':
      return Object.fromEntries(
        Object.entries(type.fields).map(([name, field]) => [
          name,
          valueOf(field, (given as Fields)[name]),
        ]),
      )
    case 'number':
    case 'boolean':
    case 'string':
      return given as Value
  }
}

function tensorValue(tensor: tf.Tensor, dtype: Dtype): TensorValue {
  const values = newValues(dtype, tensor.size)
  values.set(tensor.dataSync())
  return { dtype, shape: [...tensor.shape], values }
}

/** A result with the type and dtypes that are due. Throws where it is of another type. */
function conforming(type: ValueType, result: unknown): unknown {
  return toStudent(type, valueOf(type, presentable(type, result)))
}

/** A result as a student's function would return it: references return tensors where arrays or numbers are due. */
function presentable(type: ValueType, result: unknown): unknown {
  switch (type.kind) {
    case 'array':
      return result instanceof tf.Tensor
        ? toStudent(type, tensorValue(result as tf.Tensor, type.dtype))
        : result
    case 'number':
      return result instanceof tf.Tensor ? (result as tf.Tensor).dataSync()[0] : result
    case 'string':
      return result instanceof tf.Tensor ? textOf((result as tf.Tensor).dataSync()) : result
    case 'optional':
      return result === null || result === undefined ? null : presentable(type.of, result)
    case 'list':
      return Array.isArray(result) ? result.map((item) => presentable(type.of, item)) : result
    case 'record':
      return typeof result === 'object' && result !== null
        ? Object.fromEntries(
            Object.entries(type.fields).map(([name, field]) => [
              name,
              presentable(field, (result as Fields)[name]),
            ]),
          )
        : result
    case 'tensor':
    case 'boolean':
      return result
  }
}
