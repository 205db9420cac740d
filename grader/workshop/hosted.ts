/**
 * An exercise whose code nobody trusts: it runs in the sandbox, like a submission. What comes back is
 * data, read as carefully as a student's result.
 */
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import { FactsRefused, readFacts } from '../../exercises/facts.ts'
import type { WorkingExercise } from '../../exercises/workings.ts'
import { isTensorValue, type Inputs, type TensorValue, type Value } from '../../reference/value.ts'
import type { EngineInfo } from '../report.ts'
import type { Limits, Outcome, Program, SandboxPool } from '../sandbox/outcome.ts'
import { SubmissionChild } from '../submission-child.ts'
import { modulesOf, type ExerciseModules } from './modules.ts'
import { questionSignature, told, type Question, type Told } from './question.ts'

/** The exercise's own code failed; the message is for its author: where, and what it said. */
export class ExerciseFault extends Error {
  override readonly name = 'ExerciseFault'
}

export interface HostedExercise extends WorkingExercise {
  /** The reference's result, computed in the sandbox. */
  evaluate(this: void, inputs: Inputs): Promise<Value>
  close(this: void): void
}

/** Where the reference of such an exercise is computed. */
export const sandboxEngine: EngineInfo = {
  backend: 'cpu',
  description: 'plain JavaScript (CPU), in the sandbox',
}

const describeLimits: Limits = {
  milliseconds: 10_000,
  megabytes: 512,
  elements: 4_000_000,
  consoleCharacters: 1_000,
}

/**
 * Loads an exercise from its files. Throws FolderRefused where a file cannot be loaded, FactsRefused
 * where exercise.ts declares what no exercise has, ExerciseFault where its code throws.
 */
export async function openHosted(
  slug: string,
  files: Readonly<Record<string, string>>,
  pool: SandboxPool,
): Promise<HostedExercise> {
  const modules = await modulesOf(slug, files)
  const exercise = await describe(modules, pool)
  if (exercise.slug !== slug) {
    throw new FactsRefused(
      `exercise.ts says slug: '${exercise.slug}', and this exercise is called '${slug}'; write that`,
    )
  }
  const { limits, misconceptions, signature } = exercise
  const program = programOf(modules, 'answer', questionSignature(signature))
  const child = new SubmissionChild(pool, program, {
    limits: {
      // A question may run every misconception, each as slow as a student's function may be.
      milliseconds: Math.min(60_000, 2_000 + (4 + misconceptions.length) * limits.milliseconds),
      megabytes: limits.megabytes + 256,
    },
  })
  return { exercise, ...answersOf(exercise, modules, child), close: () => child.close() }
}

async function describe(modules: ExerciseModules, pool: SandboxPool): Promise<ExerciseFacts> {
  const program = programOf(modules, 'describe', { parameters: [], returns: told })
  const sandbox = await pool.open(program, describeLimits)
  try {
    const outcome = await sandbox.call([], 1)
    return readFacts(answerIn(returned(outcome), modules))
  } finally {
    sandbox.close()
  }
}

/** A few lines that tie the exercise to what asks it (guest/answer.ts). */
function programOf(
  { javascript, entry, libraryName }: ExerciseModules,
  functionName: 'describe' | 'answer',
  signature: Pick<Program, 'parameters' | 'returns'>,
): Program {
  const library = `require(${JSON.stringify(libraryName)})`
  const load = `() => require(${JSON.stringify(entry)}).exercise`
  return {
    javascript:
      functionName === 'describe'
        ? `exports.describe = () => ${library}.describe(${load})`
        : `exports.answer = ${library}.answerer(${load})`,
    modules: javascript,
    functionName,
    parameters: signature.parameters,
    returns: signature.returns,
    forbids: [],
    place: () => null,
  }
}

const Broken = z
  .object({ seen: z.string().max(2_000), timesAllowed: z.string().max(40) })
  .nullable()
const Counts = z.array(z.number().int().nonnegative()).max(100)
const Drawn = z.object({
  shape: z.array(z.number().int().nonnegative()).max(3),
  values: z.array(z.string().max(40)).max(4096),
})

/** What each misconception gives, by its id: a value for each run, or nothing where it throws. */
type WrongOutputs = ReadonlyMap<string, readonly Value[]>

/** So many draws of cases are remembered: every case of an exercise under a few seeds. */
const mostRuns = 200

/** What a question is about. */
interface Subject {
  readonly runs?: readonly Inputs[]
  readonly outputs?: readonly Value[]
  readonly drawn?: TensorValue
}

function answersOf(
  exercise: ExerciseFacts,
  modules: ExerciseModules,
  child: SubmissionChild,
): Pick<HostedExercise, 'workings' | 'evaluate'> {
  let last: Promise<unknown> = Promise.resolve()
  const ask = async (question: Question, about: Subject = {}) => {
    const { runs = [], outputs = [], drawn = null } = about
    const parameters = [JSON.stringify(question), runs, outputs, drawn]
    // One at a time: a question that kills the child takes no other one with it.
    const turn = last.then(() => child.callOnce(parameters, 1))
    last = turn.catch(() => undefined)
    const outcome = await turn
    const said = returned(outcome) as Readonly<Record<string, Value>>
    return {
      answer: answerIn(said['told'] ?? null, modules),
      runs: said['runs'] as readonly Inputs[],
      outputs: said['outputs'] as readonly Value[],
    }
  }
  const drawnRuns = new LRUCache<string, Promise<readonly Inputs[]>>({ max: mostRuns })
  // What functions of the exercise give on inputs that are asked about again and again.
  const rights = new WeakMap<Inputs, Promise<Value>>()
  const references = new WeakMap<Inputs, Promise<Value>>()
  const wrongs = new WeakMap<Inputs, Map<number, Promise<WrongOutputs>>>()

  const once = (
    known: WeakMap<Inputs, Promise<Value>>,
    kind: 'right' | 'reference',
    inputs: Inputs,
  ): Promise<Value> => {
    const asked =
      known.get(inputs) ??
      ask({ kind }, { runs: [inputs] }).then(({ outputs }) => outputs[0] ?? null)
    known.set(inputs, asked)
    return asked
  }

  /** Of all misconceptions at once: whoever asks for one asks for the others next. */
  const askWrongs = async (runs: readonly Inputs[]): Promise<WrongOutputs> => {
    const { answer, outputs } = await ask({ kind: 'wrong' }, { runs })
    const counts = Counts.parse(answer)
    let start = 0
    return new Map(
      exercise.misconceptions.map(({ id }, position) => {
        const end = start + (counts[position] ?? 0)
        const own = outputs.slice(start, end)
        start = end
        return [id, own]
      }),
    )
  }

  return {
    evaluate: (inputs) => once(references, 'reference', inputs),
    workings: {
      runsOf(caseName, seed) {
        const key = JSON.stringify([caseName, seed])
        const known =
          drawnRuns.get(key) ?? ask({ kind: 'runs', caseName, seed }).then(({ runs }) => runs)
        drawnRuns.set(key, known)
        return known
      },
      async holds(caseName, outputs, runs) {
        const { answer } = await ask({ kind: 'holds', caseName }, { runs, outputs })
        const broken = Broken.parse(answer)
        return broken && { seen: broken.seen, timesAllowed: Number(broken.timesAllowed) }
      },
      right: (inputs) => once(rights, 'right', inputs),
      async wrong(id, runs) {
        const [first] = runs
        if (!first) return []
        const ofFirst = wrongs.get(first) ?? new Map<number, Promise<WrongOutputs>>()
        wrongs.set(first, ofFirst)
        const asked = ofFirst.get(runs.length) ?? askWrongs(runs)
        ofFirst.set(runs.length, asked)
        return (await asked).get(id) ?? []
      },
      async drawn(title, result) {
        const question: Question = { kind: 'drawn', title, dtype: result.dtype }
        const values = Float64Array.from(result.values)
        const drawn: TensorValue = { dtype: 'float64', shape: result.shape, values }
        const { shape, values: texts } = Drawn.parse((await ask(question, { drawn })).answer)
        const numbers = texts.map(Number)
        const drawing = exercise.pictures?.find((picture) => picture.title === title)
        if (drawing?.kind === 'curve') return numbers
        return { dtype: 'float64', shape, values: Float64Array.from(numbers) }
      },
      async shrink(caseName, seed, fails, tries) {
        const failed: boolean[] = []
        while (failed.length < tries) {
          const [inputs] = (await ask({ kind: 'smaller', caseName, seed, failed })).runs
          if (!inputs) return
          failed.push(await fails(inputs))
        }
      },
    },
  }
}

/** What the sandbox returned. Throws ExerciseFault for everything else that can come of code like this. */
function returned(outcome: Outcome): Value {
  switch (outcome.kind) {
    case 'returned':
      return outcome.value
    case 'threw':
      throw new ExerciseFault(`it throws ${outcome.name}: ${outcome.message}`)
    case 'timedOut':
      throw new ExerciseFault(
        'its code takes too long; make its cases smaller, or limits.milliseconds larger',
      )
    case 'outOfMemory':
      throw new ExerciseFault(
        'its code needs too much memory; make its cases smaller, or limits.megabytes larger',
      )
    case 'misfit': {
      const { path, expected, found } = outcome.misfit
      throw new ExerciseFault(misfitWords(path, expected, found))
    }
    case 'wrongDtype':
      throw new ExerciseFault(misfitWords(outcome.path, outcome.expected, outcome.found))
    case 'tooMuchOutput':
      throw new ExerciseFault('its inputs or results are too large; make its cases smaller')
    case 'forbidden':
    case 'notImplemented':
    case 'missingExport':
    case 'crashed':
      throw new ExerciseFault(`its code ended as ${outcome.kind}`)
  }
}

function misfitWords(path: readonly (string | number)[], expected: string, found: string): string {
  const [what, ...rest] = path
  const whose = what === 'runs' ? 'a case gives inputs' : 'a function of it returns a result'
  const where = rest.slice(1).join('.')
  return `${whose} with ${found}${where === '' ? '' : ` at ${where}`}, where the signature says ${expected}`
}

const Untrusted: z.ZodType<Told> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), answer: z.unknown() }),
  z.object({
    kind: z.literal('threw'),
    name: z.string().max(200),
    message: z.string().max(2_000),
    stack: z.string().max(5_000),
  }),
])

/** The answer in what was told. Throws ExerciseFault, with the place, when the exercise's code threw. */
function answerIn(codeUnits: Value, { place }: ExerciseModules): unknown {
  const said = Untrusted.safeParse(jsonIn(codeUnits))
  if (!said.success)
    throw new ExerciseFault('its code answers for itself; only functions of it may')
  if (said.data.kind === 'answer') return said.data.answer
  const { name, message, stack } = said.data
  const at = place(stack)
  const where = at ? `${at.file}, line ${at.line}` : 'it'
  throw new ExerciseFault(`${where} throws ${name}: ${message}`)
}

function jsonIn(codeUnits: Value): unknown {
  if (!isTensorValue(codeUnits)) return null
  const text = Array.from(codeUnits.values, (unit) => String.fromCharCode(unit)).join('')
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
