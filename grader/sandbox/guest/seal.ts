/**
 * Whether a realm is as it was before a student's code ran in it.
 *
 * Whatever no honest program writes to is frozen once: the library, and every built-in function.
 * What honest programs may write to (the global object, constructors and prototypes, because a frozen
 * prototype would also stop `error.name = …` on instances) is recorded, and compared after each
 * call. A realm that differs in anything is thrown away.
 */
import {
  anyText,
  ErrorClass,
  execRegExp,
  freeze,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  is,
  ownKeys,
} from './primordials.ts'

interface Recorded {
  readonly object: object
  readonly prototype: object | null
  readonly keys: readonly (string | symbol)[]
  readonly properties: readonly PropertyDescriptor[]
}

let recorded: Recorded[] = []

/**
 * Freezes the objects of the `library` with all that they lead to, and records the built-ins of
 * `world`. Those that are `open` others freeze, as far as they can be: only what they lead to is
 * frozen here.
 */
export function seal(world: object, library: readonly object[], open: readonly object[]): void {
  const builtIns = reachable([world, ...hiddenBuiltIns()], new Set())
  const watched = [...builtIns].filter(mayBeWritten)
  const owned = reachable([...library, ...open], builtIns)
  const kept = new Set([...watched, ...open])
  for (const object of [...builtIns, ...owned]) {
    if (!kept.has(object)) freeze(object)
  }
  recorded = watched.map(record)
}

/** Whether everything recorded is as it was. Runs no code of the student's. */
export function isUntouched(): boolean {
  // Forgets what RegExp.$1 and its like remember of the last match.
  execRegExp(anyText, 'x')
  for (let position = 0; position < recorded.length; position++) {
    if (!isSame(recorded[position] as Recorded)) return false
  }
  return true
}

function record(object: object): Recorded {
  const keys = ownKeys(object)
  return {
    object,
    prototype: getPrototypeOf(object),
    keys,
    properties: keys.map((key) => getOwnPropertyDescriptor(object, key) as PropertyDescriptor),
  }
}

function isSame({ object, prototype, keys, properties }: Recorded): boolean {
  if (getPrototypeOf(object) !== prototype) return false
  const now = ownKeys(object)
  if (now.length !== keys.length) return false
  for (let position = 0; position < keys.length; position++) {
    const key = keys[position] as string | symbol
    if (now[position] !== key) return false
    const before = properties[position] as PropertyDescriptor
    const after = getOwnPropertyDescriptor(object, key)
    if (
      after === undefined ||
      !is(after.value, before.value) ||
      after.get !== before.get ||
      after.set !== before.set ||
      after.writable !== before.writable ||
      after.configurable !== before.configurable ||
      after.enumerable !== before.enumerable
    ) {
      return false
    }
  }
  return true
}

/** Everything but plain functions: those that are no constructor have no `prototype`. */
function mayBeWritten(object: object): boolean {
  return typeof object !== 'function' || object === Function.prototype || 'prototype' in object
}

/** Built-ins that no global name leads to: prototypes, and what an error has of its own. */
function hiddenBuiltIns(): object[] {
  const of = (value: object): object => getPrototypeOf(value) as object
  const instances = [
    function* () {
      yield 0
    },
    async function* () {
      yield await Promise.resolve(0)
    },
    async () => Promise.resolve(),
    [][Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    ''[Symbol.iterator](),
    ''.matchAll(/x/g),
    Iterator.from({ next: () => ({ done: true, value: 0 }) }),
    [][Symbol.iterator]().map(() => 0),
    new Float32Array(0),
  ]
  const stack = getOwnPropertyDescriptor(new ErrorClass(), 'stack')
  return [...instances.map(of), ...callSites().map(of), stack?.get, stack?.set].filter(
    (one): one is object => one !== undefined,
  )
}

/** What V8 hands to a program that formats stacks itself. */
function callSites(): object[] {
  const maker = ErrorClass as unknown as { prepareStackTrace?: unknown }
  maker.prepareStackTrace = (_: unknown, sites: object[]) => sites
  const sites = new ErrorClass().stack as unknown as object[]
  delete maker.prepareStackTrace
  return sites.slice(0, 1)
}

/** Everything that properties, accessors and prototypes lead to from `roots`, except `skip`. */
function reachable(roots: readonly object[], skip: ReadonlySet<object>): Set<object> {
  const found = new Set<object>()
  const waiting: unknown[] = [...roots]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null) continue
    if (found.has(next) || skip.has(next)) continue
    found.add(next)
    waiting.push(getPrototypeOf(next))
    for (const key of ownKeys(next)) {
      const property = getOwnPropertyDescriptor(next, key) as PropertyDescriptor
      waiting.push(property.value, property.get, property.set)
    }
  }
  return found
}
