// expect: returned
import * as tf from '@tensorflow/tfjs-core'

/** Everything that properties and prototypes lead to. */
function reachable(roots: unknown[], skip = new Set<unknown>()): Set<object> {
  const found = new Set<object>()
  const waiting = [...roots]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null) continue
    if (found.has(next) || skip.has(next)) continue
    found.add(next)
    waiting.push(Object.getPrototypeOf(next))
    for (const key of Reflect.ownKeys(next)) {
      const property = Object.getOwnPropertyDescriptor(next, key)
      waiting.push(property?.value, property?.get, property?.set)
    }
  }
  return found
}

/** Marks every object of the library that can be marked; the next call looks for marks. */
export function solve(x: number[]) {
  const builtIns = reachable([globalThis])
  const x1 = tf.tensor1d(x)
  const variable = tf.variable(x1)
  const optimizers = [
    tf.train.sgd(1),
    tf.train.adam(1),
    tf.train.momentum(1, 1),
    tf.train.rmsprop(1),
  ]
  const made = [x1, variable, ...optimizers, tf.buffer([1]), tf.memory(), tf.grad, tf.moments(x1)]
  const roots = [tf, Object.getPrototypeOf(tf), ...made, tf.customGrad]
  const library = [...reachable(roots, builtIns)]
  const containers = library.filter(
    (one) => one instanceof Map || one instanceof Set || one instanceof WeakMap,
  )
  const marked = library.filter((one) => Object.hasOwn(one, 'mark'))
  let marks = 0
  for (const one of library) {
    if (Reflect.defineProperty(one, 'mark', { value: 1 })) marks++
  }
  console.log(library.length, 'objects,', marks, 'of them made in this call')
  return marked.length > 0 || containers.length > 0 || library.length < 500
    ? [marked.length, containers.length, library.length]
    : x
}
