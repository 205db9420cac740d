/**
 * The report: the contract between grader, database, web page and terminal.
 *
 * A failure is data first. Words for it are written in one place, `explain.ts`. Schemas live here so
 * that what is read back from the database or from a sandbox is checked against the same contract.
 */
import { z } from 'zod'

/** Every way in which grading ends, in order of precedence: a report's verdict is the first that any of its cases has. */
export const verdicts = [
  'graderError',
  'compileError',
  'notImplemented',
  'timeLimit',
  'memoryLimit',
  'outputLimit',
  'sandboxCrash',
  'runtimeError',
  'badOutput',
  'wrongAnswer',
  'passed',
] as const
export const Verdict = z.enum(verdicts)
export type Verdict = z.infer<typeof Verdict>

/** How much of a case a student sees: `full` (inputs, both outputs, picture), `diagnosis` (what kind of mistake, no numbers), `name`. */
export const Disclosure = z.enum(['full', 'diagnosis', 'name'])
export type Disclosure = z.infer<typeof Disclosure>

/** A tensor as JSON can carry it: the bytes of its typed array (little-endian, row-major) in base64, so that NaN and Infinity survive. */
export const PackedTensor = z.object({
  dtype: z.enum(['float32', 'float64', 'int32', 'bool']),
  shape: z.array(z.number().int().nonnegative()),
  base64: z.string(),
})
export type PackedTensor = z.infer<typeof PackedTensor>

/** A number as JSON can carry it. */
export const AnyNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
export type AnyNumber = z.infer<typeof AnyNumber>

/** One element that is compared: where it stands, both numbers, and how far apart they may be. */
export const Cell = z.object({
  index: z.array(z.number().int().nonnegative()),
  expected: AnyNumber,
  yours: AnyNumber,
  offBy: AnyNumber,
  allowed: z.number(),
})
export type Cell = z.infer<typeof Cell>

/** What decides before any tolerance does. */
export const NumberClass = z.enum(['NaN', 'Infinity', '-Infinity', 'finite'])
export type NumberClass = z.infer<typeof NumberClass>

/** A place in the student's own file; line and column count from 1. */
export const SourcePlace = z.object({
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  lineText: z.string(),
})
export type SourcePlace = z.infer<typeof SourcePlace>

/**
 * What a pattern probe recognised in wrong values; each is evidence, not proof. Axis positions count
 * from 0. Numbers taken from the values are null where the case does not show its numbers.
 */
export const Pattern = z.discriminatedUnion('kind', [
  /** yours = ratio × expected, everywhere. */
  z.object({ kind: z.literal('constantRatio'), ratio: z.number().nullable() }),
  /** Each slice along `axis` is its own constant times the expected slice. */
  z.object({
    kind: z.literal('sliceRatios'),
    axis: z.number().int(),
    axisName: z.string(),
    ratios: z.array(z.number()).nullable(),
  }),
  /** Each vector along the last axis is its own constant times the expected vector. */
  z.object({ kind: z.literal('rowRatios'), axisName: z.string() }),
  /** yours = expected + offset, everywhere. */
  z.object({ kind: z.literal('constantOffset'), offset: z.number().nullable() }),
  /** yours − expected is the same vector along the last axis for every position: a bias added, missing or doubled. */
  z.object({ kind: z.literal('broadcastOffset'), axisName: z.string() }),
  /** yours − expected is one number for each vector along the last axis. */
  z.object({ kind: z.literal('rowOffsets'), axisName: z.string() }),
  /** yours is an input; or yours − expected is one, or minus one, repeated over the axes in front where it has fewer. */
  z.object({
    kind: z.literal('inputInvolved'),
    parameter: z.string(),
    relation: z.enum(['equalsInput', 'inputAdded', 'inputMissing']),
  }),
  /** The values stand as if two axes had been exchanged; where their sizes differ, in row-major order. */
  z.object({ kind: z.literal('axesSwapped'), axes: z.tuple([z.string(), z.string()]) }),
  /** The same multiset of values, in other places. */
  z.object({ kind: z.literal('samePoolOfValues') }),
  /** Along an axis, position i holds what is expected at position order[i]. */
  z.object({
    kind: z.literal('reordered'),
    axisName: z.string(),
    order: z.array(z.number().int()),
  }),
  /** yours[i] = expected[i − by] along an axis. */
  z.object({ kind: z.literal('shifted'), axisName: z.string(), by: z.number().int() }),
  /** Along an axis only these positions are right. */
  z.object({
    kind: z.literal('onlyRight'),
    axisName: z.string(),
    positions: z.array(z.number().int()),
    size: z.number().int(),
  }),
  /** Along an axis only these positions are wrong. */
  z.object({
    kind: z.literal('onlyWrong'),
    axisName: z.string(),
    positions: z.array(z.number().int()),
    size: z.number().int(),
  }),
  /** Over the last two axes, wrong values stand only above the diagonal (column > row), below it, or on it. */
  z.object({
    kind: z.literal('triangle'),
    axes: z.tuple([z.string(), z.string()]),
    part: z.enum(['above', 'below', 'diagonal']),
  }),
  /** All values are one constant. */
  z.object({ kind: z.literal('allEqual'), value: z.number().nullable() }),
  /** Every slice along the axis is a copy of one and the same. */
  z.object({ kind: z.literal('slicesEqual'), axisName: z.string() }),
  /** Every relative error is small, of random sign: reduced precision rather than another formula. */
  z.object({ kind: z.literal('lowPrecision'), relativeError: z.number().nullable() }),
  /** Signs exchanged everywhere. */
  z.object({ kind: z.literal('negated') }),
  /** True and false exchanged everywhere. */
  z.object({ kind: z.literal('inverted') }),
])
export type Pattern = z.infer<typeof Pattern>

/** What an error is about, by the words of the engine or of the language itself. */
export const ErrorTopic = z.enum([
  'missingLibrary',
  'undeclared',
  'broadcast',
  'innerShapes',
  'noGradient',
  'missingValue',
  'other',
])
export type ErrorTopic = z.infer<typeof ErrorTopic>

/** Where in a result that has several parts a finding stands: `[]` for the whole, `['weights']` for a field, `[1]` for a list's item. */
const path = z.array(z.union([z.string(), z.number()]))
const axes = z.array(z.string())
const shape = z.array(z.number().int().nonnegative())

/** What is wrong, data first. A case has at most one: the first that fails. */
export const Finding = z.discriminatedUnion('kind', [
  // Verdict compileError
  z.object({ kind: z.literal('syntax'), message: z.string(), place: SourcePlace.nullable() }),
  z.object({
    kind: z.literal('import'),
    module: z.string(),
    allowed: z.array(z.string()),
    place: SourcePlace.nullable(),
  }),
  z.object({
    kind: z.literal('missingExport'),
    wanted: z.string(),
    found: z.array(z.string()),
    /** An export by that name exists, but it is not a function. */
    foundType: z.string().nullable(),
  }),
  z.object({ kind: z.literal('source'), problem: z.enum(['tooLarge', 'tooDeep', 'notUtf8']) }),
  // Verdict notImplemented
  z.object({ kind: z.literal('notImplemented') }),
  // Verdicts timeLimit, memoryLimit, outputLimit, sandboxCrash
  z.object({
    kind: z.literal('timeLimit'),
    limitMilliseconds: z.number(),
    while: z.enum(['loading', 'calling']),
  }),
  z.object({ kind: z.literal('memoryLimit'), limitMegabytes: z.number() }),
  z.object({
    kind: z.literal('outputLimit'),
    limit: z.number(),
    unit: z.enum(['bytes', 'elements']),
    what: z.enum(['result', 'error']),
  }),
  z.object({ kind: z.literal('sandboxCrash'), signal: z.string().nullable() }),
  // Verdict runtimeError
  z.object({
    kind: z.literal('threw'),
    name: z.string(),
    /** Null where the case does not show its inputs: a message could carry them. */
    message: z.string().nullable(),
    /** Set where the message is null: enough for a hint, too little to carry an input. */
    topic: ErrorTopic.optional(),
    place: SourcePlace.nullable(),
    while: z.enum(['loading', 'calling']),
  }),
  z.object({
    kind: z.literal('forbiddenOperation'),
    operation: z.string(),
    place: SourcePlace.nullable(),
  }),
  // Verdict badOutput
  z.object({
    kind: z.literal('type'),
    path,
    expected: z.string(),
    found: z.string(),
    /** Set when the result was a promise, undefined, or otherwise has a known cause. */
    cause: z
      .enum(['undefined', 'promise', 'function', 'disposed', 'ragged', 'element', 'missingField'])
      .nullable(),
  }),
  z.object({
    kind: z.literal('shape'),
    path,
    axes,
    expected: shape,
    found: shape,
    /** found = expected with its axes in this order, when such an order exists. */
    permutation: z.array(z.number().int()).nullable(),
  }),
  z.object({ kind: z.literal('dtype'), path, expected: z.string(), found: z.string() }),
  // Verdict wrongAnswer
  z.object({
    kind: z.literal('nonFinite'),
    path,
    axes,
    shape,
    /** How many positions differ in being NaN, +Infinity, -Infinity or finite. */
    count: z.number().int(),
    total: z.number().int(),
    /** What stands at these positions, and what is expected there; each once, in order of appearance. */
    found: z.array(NumberClass),
    wanted: z.array(NumberClass),
    /** Null where the case does not show its numbers. */
    first: Cell.nullable(),
    /** Axis positions that hold all of them, when they do: for example all at token 0. */
    allAt: z.object({ axisName: z.string(), position: z.number().int() }).nullable(),
    expected: PackedTensor.nullable(),
    yours: PackedTensor.nullable(),
  }),
  z.object({
    kind: z.literal('values'),
    path,
    axes,
    shape,
    wrong: z.number().int(),
    total: z.number().int(),
    /**
     * The first in row-major order, which a learner will debug, and the one most times over its limit.
     * These and the next are null where the case does not show its numbers.
     */
    first: Cell.nullable(),
    worst: Cell.nullable(),
    /** The largest |yours − expected| / allowed over all cells. */
    timesAllowed: AnyNumber.nullable(),
    patterns: z.array(Pattern),
    /** Left out (null) where the case does not show its numbers, or where it is too large to draw. */
    expected: PackedTensor.nullable(),
    yours: PackedTensor.nullable(),
  }),
  /** Two texts differ. Null where the case does not show its values. */
  z.object({
    kind: z.literal('text'),
    path,
    expected: z.string().nullable(),
    yours: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('invariant'),
    /** The relation in words, as the exercise states it. */
    relation: z.string(),
    /** What was seen, in words: "token 0 changed from 0.31 to 0.94 when token 3 was edited". Null where the case does not show its numbers. */
    seen: z.string().nullable(),
    timesAllowed: AnyNumber.nullable(),
  }),
  z.object({ kind: z.literal('inputChanged'), parameter: z.string() }),
  // Verdict graderError
  z.object({ kind: z.literal('graderFault'), reference: z.string() }),
])
export type Finding = z.infer<typeof Finding>

/** The name for a mistake whose numbers are the same as the student's, on the same input. */
export const Diagnosis = z.object({
  /** `null` when no known mistake gives these numbers. */
  misconception: z
    .object({
      /** Stable and neutral, for example `A3`. */
      id: z.string(),
      /** Completes "the same numbers as …". */
      sameAs: z.string(),
    })
    .nullable(),
  /** The questions that the exercise asks about this mistake; none where no mistake is known: then they follow from the finding. */
  hints: z.array(z.string()),
  /** Other known mistakes that give the same numbers on this input. */
  alsoMatches: z.array(z.string()),
})
export type Diagnosis = z.infer<typeof Diagnosis>

/** An input as shown to a student: a short text for each parameter, with tensors packed for drawing. */
export const ShownInput = z.object({
  parameter: z.string(),
  text: z.string(),
  tensor: PackedTensor.nullable(),
})
export type ShownInput = z.infer<typeof ShownInput>

/** The smallest input found on which the same case still fails. */
export const Counterexample = z.object({
  inputs: z.array(ShownInput),
  expected: z.string(),
  yours: z.string(),
  /** How many times the input was made smaller. */
  shrinks: z.number().int(),
})
export type Counterexample = z.infer<typeof Counterexample>

export const CaseResult = z.object({
  name: z.string(),
  kind: z.enum(['example', 'random', 'invariant']),
  disclosure: Disclosure,
  points: z.number(),
  earned: z.number(),
  verdict: Verdict,
  /** `true` when the case was not run, because an earlier one hit a limit. */
  skipped: z.boolean(),
  milliseconds: z.number(),
  /** Repeats the case: `--case <name> --seed <seed>`. Only where the case shows its inputs, else null. */
  seed: z.number().int().nullable(),
  finding: Finding.nullable(),
  /** How far the nearest value was from its limit: max |yours − expected| / allowed. Null when no values were compared. */
  timesAllowed: AnyNumber.nullable(),
  /** What the student's code printed, capped; empty where the case does not show its inputs. */
  console: z.string(),
  consoleCut: z.boolean(),
  inputs: z.array(ShownInput),
})
export type CaseResult = z.infer<typeof CaseResult>

/** Which engine produced the expected values. */
export const EngineInfo = z.object({
  backend: z.enum(['tensorflow', 'webgpu', 'wasm', 'cpu']),
  /** For people: "TensorFlow 2.21.0 on the CPU", "Dawn on NVIDIA H200". */
  description: z.string(),
})
export type EngineInfo = z.infer<typeof EngineInfo>

/**
 * What the student's own code does on inputs that anybody may see, as a picture. No part of the grade.
 * `title` is English, from the exercise; labels are tokens or positions.
 */
export const Picture = z.discriminatedUnion('kind', [
  /** Attention weights, [H, T, S]: how much of source token s flows to token t, in each head. */
  z.object({
    kind: z.literal('weights'),
    title: z.string(),
    queries: z.array(z.string()),
    keys: z.array(z.string()),
    values: PackedTensor,
  }),
  /** A matrix to look at as a whole, such as positional encodings: [rows, columns]. */
  z.object({
    kind: z.literal('map'),
    title: z.string(),
    rows: z.string(),
    columns: z.string(),
    values: PackedTensor,
  }),
  /** Numbers in order, such as losses by step, and where on the x axis each stands; beside them the reference's, where there are any. */
  z.object({
    kind: z.literal('curve'),
    title: z.string(),
    x: z.string(),
    y: z.string(),
    at: z.array(z.number()),
    yours: z.array(AnyNumber),
    reference: z.array(AnyNumber).nullable(),
  }),
])
export type Picture = z.infer<typeof Picture>

export const Report = z.object({
  version: z.literal(1),
  exercise: z.string(),
  exerciseVersion: z.string(),
  /** `run`: shown cases only, not an attempt. */
  mode: z.enum(['run', 'submit']),
  verdict: Verdict,
  points: z.number(),
  maxPoints: z.number(),
  cases: z.array(CaseResult),
  /** Findings about the file as a whole (compileError, graderError). */
  finding: Finding.nullable(),
  /** Position in `cases` of the first failing case; null when none fails. */
  firstFailure: z.number().int().nullable(),
  diagnosis: Diagnosis.nullable(),
  counterexample: Counterexample.nullable(),
  tolerance: z.object({ absolute: z.number(), relative: z.number() }),
  engine: EngineInfo.nullable(),
  /** How long the engine took for the cases that this report has; null where it was not measured. */
  referenceMilliseconds: z.number().nullable().default(null),
  pictures: z.array(Picture).default([]),
  timings: z.object({
    compileMilliseconds: z.number(),
    expectedMilliseconds: z.number(),
    runMilliseconds: z.number(),
    totalMilliseconds: z.number(),
  }),
})
export type Report = z.infer<typeof Report>

/**
 * What a student follows live. `queued` is worked out when asked for; all others are stored, numbered
 * and repeated to whoever reconnects.
 */
export const ProgressEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('queued'),
    /** 0: next. */
    position: z.number().int().nonnegative(),
    /** Null until service times have been measured. */
    etaMilliseconds: z.number().nonnegative().nullable(),
    /** Why its lane is held back, as an operator put it; absent where it is not. */
    paused: z.string().optional(),
  }),
  z.object({ kind: z.literal('started') }),
  z.object({
    kind: z.literal('case'),
    done: z.number().int(),
    of: z.number().int(),
    name: z.string(),
    verdict: Verdict,
  }),
  /** A failure of ours: it is graded again and uses no attempt. */
  z.object({ kind: z.literal('requeued'), reference: z.string() }),
  z.object({ kind: z.literal('superseded') }),
  z.object({
    kind: z.literal('verdict'),
    verdict: Verdict,
    points: z.number(),
    maxPoints: z.number(),
  }),
])
export type ProgressEvent = z.infer<typeof ProgressEvent>
