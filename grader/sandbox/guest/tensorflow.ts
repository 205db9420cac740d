/**
 * TensorFlow.js as a student sees it: all operations, on the plain-JavaScript backend.
 *
 * What manages the library itself (backends, kernels, flags) is switched off. Nobody needs it for an
 * exercise, and it would keep state from one call to the next.
 */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import './gradients.ts'
import { create, ErrorClass, freeze, typedArrayName, uncurryThis } from './primordials.ts'
import { closeRegistries, self } from './self.ts'

const switchedOff = [
  'ENV',
  'Environment',
  'KernelBackend',
  'DataStorage',
  'OptimizerConstructors',
  'backend',
  'browser',
  'copyRegisteredKernels',
  'deprecationWarn',
  'device_util',
  'disableDeprecationWarnings',
  'enableDebugMode',
  'enableProdMode',
  'engine',
  'env',
  'findBackend',
  'findBackendFactory',
  'getGradient',
  'getKernel',
  'getKernelsForBackend',
  'io',
  'kernel_impls',
  'nextFrame',
  'op',
  'profile',
  'registerBackend',
  'registerGradient',
  'registerKernel',
  'removeBackend',
  'serialization',
  'setPlatform',
  'test_util',
  'time',
  'unregisterGradient',
  'unregisterKernel',
  'util',
  'backend_util',
  'tensor_util',
]

/** Functions of `tf.util` that keep nothing. */
const usefulUtil = [
  'arraysEqual',
  'assert',
  'assertShapesMatch',
  'createShuffledIndices',
  'flatten',
  'isInt',
  'isTypedArray',
  'shuffle',
  'shuffleCombo',
  'sizeFromShape',
  'toTypedArray',
] as const

type Namespace = Record<string, unknown>

tf.setPlatform('isolate', {
  isTypedArray: (value): value is Float32Array | Int32Array | Uint8Array | Uint8ClampedArray => {
    const name = typedArrayName(value)
    return (
      name === 'Float32Array' ||
      name === 'Int32Array' ||
      name === 'Uint8Array' ||
      name === 'Uint8ClampedArray'
    )
  },
  now: () => 0,
  encode: () => refuse('text encoding'),
  decode: () => refuse('text encoding'),
  fetch: () => refuse('fetch'),
  setTimeoutCustom: () => refuse('waiting'),
})

function refuse(what: string): never {
  throw new ErrorClass(`${what} is switched off here: only operations on tensors work`)
}

const engine = tf.engine()
type EngineState = typeof engine.state
interface Counters {
  nextTensorId?: number
  nextVariableId?: number
  nextDataId?: number
}
const State = engine.state.constructor as new () => EngineState
const EngineClass = engine.constructor as Counters
const cpu = engine.backend as unknown as {
  firstUse: boolean
  data: { data: object; dataIdsCount: number }
  readSync(dataId: object): ArrayLike<unknown>
  constructor: Counters
}
const flags = { ...tf.env().getFlags() }
const Data = cpu.data.constructor as new (...parts: unknown[]) => typeof cpu.data

/**
 * Closes what the library keeps for itself. A student's code can get hold of it: a getter on
 * Object.prototype is asked, with such an object as `this`, for whatever the object lacks. So its
 * fields are fixed, but for those that `forgetTensors` renews. The objects among the `roots` that
 * are not `closed` yet are to be frozen with all that they lead to.
 */
export function closeLibrary(): { roots: object[]; closed: object[] } {
  cpu.firstUse = false
  const renewed = new Map<object, readonly string[]>([
    [engine, ['state']],
    [engine.ENV, ['flags']],
    [EngineClass, ['nextTensorId', 'nextVariableId']],
    [cpu, ['data']],
    [cpu.constructor, ['nextDataId']],
  ])
  for (const [object, names] of renewed) {
    for (const name of Object.getOwnPropertyNames(object)) {
      if (names.includes(name)) continue
      Object.defineProperty(object, name, { writable: false, configurable: false })
    }
    Object.preventExtensions(object)
  }
  const { comparisons, pattern } = handedToBuiltIns()
  arrow = Object.preventExtensions(pattern)
  return {
    roots: [self, ...comparisons, ...(closeRegistries() as object[])],
    closed: [...renewed.keys(), arrow],
  }
}

/** The pattern that `tf.einsum` keeps, with a place in it that can be written to. */
let arrow = /->/g

/**
 * Objects of the library that nothing leads to, but that it hands to a built-in: a student's code
 * that has replaced this one for a while receives them.
 */
function handedToBuiltIns(): { comparisons: object[]; pattern: RegExp } {
  const comparisons = new Set<object>()
  const patterns: RegExp[] = []
  const sort = Array.prototype.sort as (this: object, compare?: object) => never
  const { replace } = String.prototype
  Array.prototype.sort = function (compare?: object) {
    if (compare) comparisons.add(compare)
    return sort.call(this, compare)
  }
  Object.defineProperty(String.prototype, 'replace', {
    value(this: string, pattern: RegExp, by: never) {
      patterns.push(pattern)
      return replace.call(this, pattern, by)
    },
  })
  tf.topk([1, 2])
  tf.image.nonMaxSuppression(
    [
      [0, 0, 1, 1],
      [0, 0, 2, 2],
    ] as never,
    [1, 2],
    2,
  )
  tf.einsum('i->i', tf.tensor1d([1]))
  Array.prototype.sort = sort
  Object.defineProperty(String.prototype, 'replace', { value: replace })
  const pattern = patterns.find(({ source }) => source === arrow.source)
  if (comparisons.size !== 2 || pattern === undefined) {
    throw new ErrorClass(
      'TensorFlow.js no longer works as its state is closed here: look for what it hands to built-ins',
    )
  }
  return { comparisons: [...comparisons], pattern }
}

/** The values of a tensor, read without asking the tensor. */
export const readValues = uncurryThis(cpu.readSync)
export const backend = cpu

/** Forgets every tensor, variable, tape and counter, so that the next call finds the library as it was when loaded. */
export function forgetTensors(): void {
  engine.state = new State()
  engine.ENV.setFlags({ ...flags })
  EngineClass.nextTensorId = 0
  EngineClass.nextVariableId = 0
  cpu.constructor.nextDataId = 0
  cpu.data = new Data(cpu, engine)
  arrow.lastIndex = 0
}

/** The error that a forbidden operation threw last, and its name. */
let lastForbidden: { error: unknown; operation: string } | null = null

/** The operation whose being switched off caused `error`; null when it is another error. */
export function forbiddenBy(error: unknown): string | null {
  return lastForbidden !== null && lastForbidden.error === error ? lastForbidden.operation : null
}

const base = create(null) as Namespace
for (const name of Object.keys(tf)) base[name] = (tf as Namespace)[name]
for (const name of switchedOff) base[name] = () => refuse(`tf.${name}`)
base['util'] = freeze(Object.fromEntries(usefulUtil.map((name) => [name, tf.util[name]])))
base['setBackend'] = (name: string) =>
  name === 'cpu' ? Promise.resolve(true) : refuse(`the backend "${name}"`)
base['getBackend'] = () => 'cpu'
base['ready'] = () => Promise.resolve()

/** Every object of the library that a student can get hold of. */
export const library: object = base

/** The operations that chain, as in `x.matMul(y)`. Frozen once it is known which are forbidden. */
export const tensorMethods = tf.Tensor.prototype as unknown as Namespace

function refused(operation: string): () => never {
  return freeze(() => {
    const error = new ErrorClass(`tf.${operation} is switched off in this exercise`)
    lastForbidden = { error, operation }
    throw error
  })
}

/**
 * What `import * as tf` gives. The namespace itself owns nothing and inherits all that is allowed:
 * compiled modules copy own properties, one by one, for every import. What is forbidden stands
 * nowhere along its prototypes.
 */
export function namespaceWithout(forbidden: readonly string[]): object {
  const allowed = create(null) as Namespace
  for (const name of Object.keys(base)) allowed[name] = base[name]
  for (const name of forbidden) {
    // Some names hold several operations, as tf.losses does.
    const group = base[name]
    const value =
      typeof group === 'object' && group !== null
        ? freeze(
            Object.fromEntries(Object.keys(group).map((one) => [one, refused(`${name}.${one}`)])),
          )
        : refused(name)
    allowed[name] = value
    if (name in tensorMethods) tensorMethods[name] = value
  }
  freeze(tensorMethods)
  return create(freeze(allowed)) as object
}
