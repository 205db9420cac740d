/**
 * An exercise's facts as JSON: how what a file declares crosses from the sandbox that ran it, is kept,
 * and is read again. Whoever reads trusts nothing of it: an exercise may come from anybody.
 */
import { z } from 'zod'
import {
  elementCount,
  isTensorValue,
  newValues,
  type Inputs,
  type Parameter,
  type TensorValue,
  type Value,
  type ValueType,
} from '../reference/value.ts'
import {
  codeForm,
  defineExercise,
  slugForm,
  type CaseFacts,
  type DrawingFacts,
  type ExerciseFacts,
} from './exercise.ts'

/** Exact: numbers that JSON does not have become their names. */
export function writeFacts(exercise: ExerciseFacts): unknown {
  const { slug, code, title, built, track, sources, minutes, difficulty } = exercise
  const { signature, forbids, buildsOn, tolerance, limits } = exercise
  return {
    ...{ slug, code, title, built, track, sources, minutes, difficulty },
    ...{ signature, forbids, buildsOn, tolerance, limits },
    cases: exercise.cases.map(writeCase),
    misconceptions: exercise.misconceptions.map(({ id, name, sameAs, hints }) => ({
      ...{ id, name, sameAs, hints },
    })),
    pictures: (exercise.pictures ?? []).map(writeDrawing),
  }
}

function writeCase(aCase: CaseFacts): unknown {
  const { name, points, disclosure, kind } = aCase
  const common = { kind, name, points, disclosure }
  if (aCase.kind === 'invariant') return { ...common, relation: aCase.relation }
  if (aCase.kind === 'random') return common
  const inputs = writeInputs(aCase.inputs)
  return aCase.expected === undefined
    ? { ...common, inputs }
    : { ...common, inputs, expected: writeValue(aCase.expected) }
}

function writeDrawing(drawing: DrawingFacts): unknown {
  const { title, part, shape, kind } = drawing
  const common = { kind, title, part, shape, inputs: writeInputs(drawing.inputs) }
  switch (drawing.kind) {
    case 'weights':
      return { ...common, queries: drawing.queries, keys: drawing.keys }
    case 'map':
      return { ...common, rows: drawing.rows, columns: drawing.columns }
    case 'curve':
      return { ...common, x: drawing.x, y: drawing.y, at: drawing.at }
  }
}

function writeInputs(inputs: Inputs): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, writeValue(value)]),
  )
}

function writeValue(value: Value): unknown {
  if (typeof value === 'number') return writeNumber(value)
  if (value === null || typeof value !== 'object') return value
  if (isTensorValue(value)) {
    const { dtype, shape, values } = value
    return { dtype, shape, values: Array.from(values, writeNumber) }
  }
  return isList(value) ? value.map(writeValue) : writeInputs(value)
}

function writeNumber(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : Object.is(value, -0)
      ? '-0'
      : String(value)
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

const text = z.string().max(2_000)
const name = z.string().min(1).max(200)
/** Of a function, a parameter or a field. `__proto__` as a key is no key. */
const identifier = z
  .string()
  .max(100)
  .regex(
    /^(?!__proto__$)[A-Za-z_$][\w$]*$/,
    'use letters, digits and _, not beginning with a digit',
  )
const axes = z.array(z.string().min(1).max(60)).max(8)

const Type: z.ZodType<ValueType> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('tensor'), dtype: z.enum(['float32', 'int32', 'bool']), axes }),
    z.object({ kind: z.literal('array'), dtype: z.enum(['float64', 'int32', 'bool']), axes }),
    z.object({ kind: z.enum(['number', 'boolean', 'string']) }),
    z.object({ kind: z.enum(['optional', 'list']), of: Type }),
    z.object({ kind: z.literal('record'), fields: z.record(identifier, Type) }),
  ]),
)

const Json: z.ZodType = z.json()
const given = z.record(identifier, Json)
const common = {
  name,
  points: z.number().int().positive().max(1_000),
  disclosure: z.enum(['full', 'diagnosis', 'name']),
}
const drawn = {
  title: name,
  part: identifier.optional(),
  shape: z.array(z.number().int().nonnegative().max(4096)).max(8),
  inputs: given,
}
const labels = z.array(z.string().max(60)).max(64)

/** What is asked of every field, beyond what `defineExercise` asks of everybody. */
const Facts = z.object({
  slug: z.string().max(60).regex(slugForm),
  code: z.string().regex(codeForm, 'use a code such as E11'),
  title: name,
  built: text.min(1),
  track: name,
  sources: z.array(text).min(1).max(10),
  minutes: z.number().int().positive().max(10_000),
  difficulty: z.union([1, 2, 3, 4, 5].map((one) => z.literal(one as 1 | 2 | 3 | 4 | 5))),
  signature: z.object({
    name: identifier,
    parameters: z.array(z.object({ name: identifier, type: Type, meaning: text })).max(20),
    returns: Type,
  }),
  forbids: z.array(z.string().max(60)).max(60),
  buildsOn: z.array(z.string().max(60).regex(slugForm)).max(20),
  tolerance: z.object({
    absolute: z.number().nonnegative(),
    relative: z.number().nonnegative(),
    floor: z.number().nonnegative(),
    gap: z.number().nonnegative(),
  }),
  limits: z.object({
    milliseconds: z.number().int().min(50).max(30_000),
    megabytes: z.number().int().min(16).max(512),
  }),
  cases: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({
          ...common,
          kind: z.literal('example'),
          inputs: given,
          expected: Json.optional(),
        }),
        z.object({ ...common, kind: z.literal('random') }),
        z.object({ ...common, kind: z.literal('invariant'), relation: text }),
      ]),
    )
    .max(50),
  misconceptions: z
    .array(
      z.object({ id: name, name: identifier, sameAs: text, hints: z.array(text).min(1).max(6) }),
    )
    .max(100),
  pictures: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ ...drawn, kind: z.literal('weights'), queries: labels, keys: labels }),
        z.object({ ...drawn, kind: z.literal('map'), rows: name, columns: name }),
        z.object({
          ...drawn,
          kind: z.literal('curve'),
          x: name,
          y: name,
          at: z.array(z.number()).max(4096),
        }),
      ]),
    )
    .max(8),
})

/** Facts that cannot be right; the message says what is wrong and what is wanted, for the exercise's author. */
export class FactsRefused extends Error {
  override readonly name = 'FactsRefused'
}

/** The facts that `writeFacts` wrote. Throws FactsRefused where they do not fit each other. */
export function readFacts(json: unknown): ExerciseFacts {
  const read = Facts.safeParse(json)
  if (!read.success) throw new FactsRefused(`exercise.ts: ${z.prettifyError(read.error)}`)
  const { cases, pictures, ...facts } = read.data
  const { parameters, returns } = facts.signature
  const exercise: ExerciseFacts = {
    ...facts,
    cases: cases.map((aCase): CaseFacts => {
      if (aCase.kind !== 'example') return aCase
      const { expected, ...example } = aCase
      const where = `the example "${aCase.name}"`
      const inputs = readInputs(parameters, example.inputs, where)
      return expected === undefined
        ? { ...example, inputs }
        : { ...example, inputs, expected: readValue(returns, expected, `${where}, expected`) }
    }),
    pictures: pictures.map(({ part, ...drawing }): DrawingFacts => {
      const inputs = readInputs(parameters, drawing.inputs, `the picture "${drawing.title}"`)
      return { ...drawing, inputs, ...(part !== undefined && { part }) }
    }),
  }
  return checked(exercise)
}

/** What every exercise is asked for at its start, also those whose code is here. */
function checked(exercise: ExerciseFacts): ExerciseFacts {
  try {
    return defineExercise(exercise)
  } catch (error) {
    throw new FactsRefused((error as Error).message)
  }
}

function readInputs(
  parameters: readonly Parameter[],
  inputs: Readonly<Record<string, unknown>>,
  where: string,
): Inputs {
  return Object.fromEntries(
    parameters.map(({ name: parameter, type }) => {
      if (!(parameter in inputs)) {
        throw new FactsRefused(
          `${where} has no input "${parameter}"; give one for each parameter of the signature`,
        )
      }
      return [parameter, readValue(type, inputs[parameter], `${where}, input "${parameter}"`)]
    }),
  )
}

const Tensor = z.object({
  dtype: z.enum(['float32', 'float64', 'int32', 'bool']),
  shape: z.array(z.number().int().nonnegative()).max(8),
  values: z.array(z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity', '-0'])])),
})

function readValue(type: ValueType, json: unknown, where: string): Value {
  const misfit = () => new FactsRefused(`${where} is no value of the type ${type.kind}`)
  switch (type.kind) {
    case 'tensor':
    case 'array':
      return readTensor(json, misfit)
    case 'number': {
      const number = typeof json === 'string' ? Number(json) : json
      if (typeof number !== 'number') throw misfit()
      return number
    }
    case 'boolean':
      if (typeof json !== 'boolean') throw misfit()
      return json
    case 'string':
      if (typeof json !== 'string') throw misfit()
      return json
    case 'optional':
      return json === null ? null : readValue(type.of, json, where)
    case 'list':
      if (!Array.isArray(json)) throw misfit()
      return json.map((item) => readValue(type.of, item, where))
    case 'record': {
      if (typeof json !== 'object' || json === null) throw misfit()
      const record = json as Readonly<Record<string, unknown>>
      return Object.fromEntries(
        Object.entries(type.fields).map(([field, of]) => [
          field,
          readValue(of, record[field], `${where}.${field}`),
        ]),
      )
    }
  }
}

function readTensor(json: unknown, misfit: () => FactsRefused): TensorValue {
  const read = Tensor.safeParse(json)
  if (!read.success || read.data.values.length !== elementCount(read.data.shape)) throw misfit()
  const { dtype, shape, values: numbers } = read.data
  const values = newValues(dtype, numbers.length)
  numbers.forEach((one, position) => (values[position] = Number(one)))
  return { dtype, shape, values }
}
