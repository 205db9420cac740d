// expect: passed
// H34, the other way round: right on the first call and wrong on every later one, told apart by all
// that could survive a call. Nothing does, so every call is the first and the file is simply right.
import * as tf from '@tensorflow/tfjs-core'
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
const key = Symbol.for('calls')
const strings = ((texts: TemplateStringsArray) => texts)`calls`
type Place = { calls?: number; [key: symbol]: number }
export function softmax(scores: number[][]) {
  const places = [
    globalThis,
    Object.prototype,
    Array.prototype,
    Function.prototype,
    Symbol.prototype,
    Math,
    Math.sin,
    JSON,
    Reflect,
    RegExp,
    Error,
    Error.prototype,
    console,
    console.log,
    Promise.prototype,
    strings,
    strings.raw,
    tf,
    Object.getPrototypeOf(tf),
    tf.Tensor,
    tf.Tensor.prototype,
    tf.train,
    tf.add,
    Object.getPrototypeOf(function* () {}),
    Object.getPrototypeOf(async () => {}),
    Object.getPrototypeOf([][Symbol.iterator]()),
    Object.getPrototypeOf(Float32Array),
  ] as unknown as Place[]
  let first = true
  for (const place of places) {
    first &&= place.calls === undefined && place[key] === undefined
  }
  for (const place of places) {
    try {
      place.calls = 1
    } catch {}
    try {
      place[key] = 1
    } catch {}
    try {
      Object.setPrototypeOf(place, { calls: 1 })
    } catch {}
  }
  return first ? right(scores) : scores
}
