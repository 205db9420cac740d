// expect: badOutput
// Names of classes and tags that a description could repeat.
export function softmax(scores: number[][]) {
  const text = 'EXFIL:' + String(scores[0])
  const one = new (class {
    get [Symbol.toStringTag]() {
      return text
    }
    toString() {
      return text
    }
    toJSON() {
      return text
    }
  })()
  Object.defineProperty(one.constructor, 'name', { value: text })
  return Object.assign(Object.create(one) as object, { [text.slice(0, 40)]: one })
}
