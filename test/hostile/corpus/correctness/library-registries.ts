// expect: passed
// Counts calls in the registries of TensorFlow.js. While an operation runs, every map that the library
// asks is handed to a replaced `Map.prototype.get`, and every object of its own that lacks a field to a
// getter on Object.prototype. What is caught is marked, and the traps are taken down again. The
// registries are no maps here, and what is caught is frozen or forgotten after the call.
import * as tf from '@tensorflow/tfjs-core'
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
const lacking = [
  'pendingBackendInit',
  'saveAllInputs',
  'outputsToSave',
  'inputsToSave',
  'setupFunc',
  'disposeFunc',
  'dataMover',
  'profiling',
  'activeProfile',
  'platform',
  'urlFlags',
  'IS_TEST',
  'DEBUG',
]
export function softmax(scores: number[][]) {
  const caught: object[] = []
  const classes = [Map, WeakMap, Set, WeakSet, Array]
  const undo: (() => void)[] = []
  for (const { prototype } of classes) {
    for (const name of ['get', 'has', 'set', 'add', 'push', 'forEach', 'map', 'entries']) {
      const before = Object.getOwnPropertyDescriptor(prototype, name)
      if (!before) continue
      const original = before.value as (...given: unknown[]) => unknown
      undo.unshift(() => Object.defineProperty(prototype, name, before))
      Object.defineProperty(prototype, name, {
        ...before,
        value(this: object, ...given: unknown[]) {
          caught[caught.length] = this
          return Reflect.apply(original, this, given)
        },
      })
    }
  }
  for (const name of lacking) {
    undo.unshift(() => Reflect.deleteProperty(Object.prototype, name))
    Object.defineProperty(Object.prototype, name, {
      configurable: true,
      get(this: object) {
        caught[caught.length] = this
        return undefined
      },
    })
  }
  const x = tf.tensor2d([[1, 2]])
  tf.grad((y) => tf.square(y).add(y.neg()).sum())(x)
  tf.variable(x).assign(tf.add(x, 1))
  for (const take of undo) take()

  let first = caught.length > 0
  for (const one of new Set(caught)) {
    if (Object.hasOwn(one, 'calls')) first = false
    if (one instanceof Map && one.has('calls')) first = false
    try {
      Object.defineProperty(one, 'calls', { value: 1 })
    } catch {}
    try {
      if (one instanceof Map) one.set('calls', 1)
      if (one instanceof Set) one.add('calls')
      if (one instanceof WeakMap) one.set(Map, 'calls')
    } catch {}
  }
  return first ? right(scores) : scores
}
