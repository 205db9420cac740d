/**
 * Takes the place of the global `self` in the bundle: TensorFlow.js keeps its engine and its
 * registries there, out of a student's reach.
 *
 * A registry is no Map: whoever replaces `Map.prototype.get` would be handed it as `this`, could
 * register an operation, and so leave something behind for the next call.
 */
interface Registry {
  readonly get: (key: string) => unknown
  readonly has: (key: string) => boolean
  readonly entries: () => MapIterator<[string, unknown]>
  readonly set: (key: string, value: unknown) => unknown
  readonly delete: (key: string) => boolean
}

const kept: Map<string, unknown>[] = []
let closed = false

const { set, ...reading } = outOfReach(new Map())
const _tfGlobals = Object.freeze({
  ...reading,
  set: (key: string, value: unknown) =>
    set(key, value instanceof Map ? outOfReach(value as Map<string, unknown>) : value),
})

export const self: object = { _tfGlobals }

/** The same map, by functions that look nothing up on their way. */
function outOfReach(map: Map<string, unknown>): Registry {
  kept.push(map)
  const add = map.set.bind(map)
  const remove = map.delete.bind(map)
  const refuse = (): never => {
    throw new Error('the registries of TensorFlow.js are closed')
  }
  return Object.freeze({
    get: map.get.bind(map),
    has: map.has.bind(map),
    entries: map.entries.bind(map),
    set: (key: string, value: unknown) => (closed ? refuse() : add(key, value)),
    delete: (key: string) => (closed ? refuse() : remove(key)),
  })
}

/** From now on nobody can register anything. Gives all that is registered. */
export function closeRegistries(): unknown[] {
  closed = true
  return kept.flatMap((map) => [...map.values()])
}
