// expect: passed
// Replaces built-ins for a moment, so that each records what the library hands to it, puts them back, and marks whatever
// it has met and can reach: that gave 918 objects that kept the mark for the next call, unseen (the engine, its backend,
// kernels, flags), and so a way from a hidden case to one that prints. All are closed now; a mark found makes the result wrong.
import * as tf from '@tensorflow/tfjs-core'
const { defineProperty, getOwnPropertyDescriptor, ownKeys, apply, getPrototypeOf } = Reflect
const mapEach = Map.prototype.forEach
const mapSet = Map.prototype.set
const weakSet = WeakMap.prototype.set
const weakHas = WeakMap.prototype.has
const mark = Symbol.for('kept')
const isObject = (value: unknown): value is object =>
  (typeof value === 'object' || typeof value === 'function') && value !== null

function met(work: () => void): unknown[] {
  const list: unknown[] = []
  let count = 0
  let isOn = false
  const keep = (value: unknown) => {
    if (isObject(value)) defineProperty(list, count++, { value, writable: true, configurable: true, enumerable: true })
  }
  const restore: (() => void)[] = []
  const holders = [Map, WeakMap, Array, Set, String, RegExp, Promise, Function, Float32Array].map((one) => one.prototype as object)
  for (const holder of [...holders, Object, Reflect, Array, Math, JSON]) {
    for (const key of ownKeys(holder)) {
      const property = getOwnPropertyDescriptor(holder, key)!
      const real = property.value as unknown
      if (typeof real !== 'function' || key === 'constructor' || !property.configurable) continue
      const spy = new Proxy(real, {
        apply(target, self, given: unknown[]) {
          if (!isOn) return apply(target, self, given) as unknown
          isOn = false
          keep(self)
          for (let i = 0; i < given.length; i++) keep(given[i])
          isOn = true
          const result = apply(target, self, given) as unknown
          isOn = false
          keep(result)
          isOn = true
          return result
        },
      })
      defineProperty(holder, key, { ...property, value: spy })
      restore[restore.length] = () => defineProperty(holder, key, property)
    }
  }
  isOn = true
  work()
  isOn = false
  for (let i = 0; i < restore.length; i++) restore[i]!()
  return list
}

function use(): void {
  const x = tf.tensor1d([3, 1, 2])
  const jobs = [
    () => tf.grad((y) => y.square().sum())(x).dataSync(),
    () => tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])).arraySync(),
    () => tf.topk(x),
    () => tf.einsum('i,i->i', x, x),
    () => tf.train.adam(0.1).minimize(() => tf.variable(tf.scalar(1)).square() as tf.Scalar),
    () => tf.image.nonMaxSuppression(tf.ones([2, 4]) as tf.Tensor2D, tf.tensor1d([1, 2]), 2),
    () => tf.unique(x),
    () => tf.randomNormal([2]).toString(),
  ]
  for (let i = 0; i < jobs.length; i++) {
    try {
      jobs[i]!()
    } catch {}
  }
}

/** Marks all that `roots` lead to and that is not the language's own; how many bore a mark already. */
function markAll(roots: unknown[], builtIns: Set<unknown>): number {
  const seen = new Set<unknown>()
  const waiting = roots
  let marked = 0
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (!isObject(next) || seen.has(next) || builtIns.has(next)) continue
    seen.add(next)
    waiting.push(getPrototypeOf(next))
    for (const key of ownKeys(next)) {
      const property = getOwnPropertyDescriptor(next, key)!
      waiting.push(property.value, property.get, property.set)
    }
    try {
      mapEach.call(next, (value, key) => waiting.push(value, key))
    } catch {}
    if (typeof next === 'function' && Function.prototype.toString.call(next).includes('[native code]')) continue
    let isMarked = Object.hasOwn(next, mark) || (next instanceof RegExp && next.lastIndex === 7)
    try {
      isMarked ||= weakHas.call(next, Math)
      weakSet.call(next, Math, 1)
    } catch {}
    try {
      isMarked ||= Map.prototype.has.call(next, mark)
      mapSet.call(next, mark, 1)
    } catch {}
    if (next instanceof RegExp) Reflect.set(next, 'lastIndex', 7)
    defineProperty(next, mark, { value: 1 })
    if (isMarked) marked++
  }
  return marked
}

function languageItself(): Set<unknown> {
  const found = new Set<unknown>()
  const hidden = [function* () {}, async function* () {}, async () => {}, [].values(), new Map().keys(), new Set().keys(), ''.matchAll(/x/g), ''[Symbol.iterator](), [].values().map(() => 0), Iterator.from({ next: () => ({ done: true, value: 0 }) })]
  const waiting: unknown[] = [globalThis, ...hidden]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (!isObject(next) || found.has(next)) continue
    found.add(next)
    waiting.push(getPrototypeOf(next))
    for (const key of ownKeys(next)) {
      const property = getOwnPropertyDescriptor(next, key)!
      waiting.push(property.value, property.get, property.set)
    }
  }
  return found
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}

export function softmax(scores: number[][]) {
  const marked = markAll(met(use), languageItself())
  if (marked > 0) console.log('EXFIL:', marked)
  return marked > 0 ? [] : honest(scores)
}
