/**
 * What a student's code finds around it: no shared memory, nothing that runs later, a clock that
 * stands still, and random numbers that depend on the seed of the case alone.
 */
import { bare, construct, create, uncurryThis } from './primordials.ts'

const gone = [
  'SharedArrayBuffer',
  'Atomics',
  'WebAssembly',
  'WeakRef',
  'FinalizationRegistry',
  // Both know what time it is.
  'Temporal',
  'Intl',
  'ShadowRealm',
]

let state = 0

/** Starts Math.random afresh. */
export function seedRandom(seed: number): void {
  state = seed | 0
}

// Mulberry32 (Tommy Ettinger, 2017): 32 bits of state are plenty for a student's own experiments.
function random(): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = imul(state ^ (state >>> 15), state | 1)
  mixed = (mixed + imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}
const { imul } = Math

/** Changes the global object; called once, before anything else is loaded. */
export function furnish(world: typeof globalThis): void {
  for (const name of gone) Reflect.deleteProperty(world, name)
  for (const name of ['resize', 'transfer', 'transferToFixedLength', 'transferToImmutable']) {
    Reflect.deleteProperty(ArrayBuffer.prototype, name)
  }
  fixArrayBuffer(world)
  Reflect.deleteProperty(Date.prototype, 'toTemporalInstant')
  fixClock(world)
  define(world.Math, 'random', random)
}

/** ArrayBuffer without `maxByteLength`: memory that grows in place escapes the isolate's limit. */
function fixArrayBuffer(world: typeof globalThis): void {
  const Original = world.ArrayBuffer
  const Fixed = inFrontOf(Original, {
    construct: (target, parts, newTarget) => construct(target, [parts[0]], newTarget) as object,
  })
  define(world, 'ArrayBuffer', Fixed)
  define(Original.prototype, 'constructor', Fixed)
}

const midnight = Date.UTC(2026, 0, 1)

function fixClock(world: typeof globalThis): void {
  const Original = world.Date
  const now = (): number => midnight
  const asText = uncurryThis(Original.prototype.toString)
  const Fixed = inFrontOf(Original, {
    construct: (target, parts, newTarget) =>
      construct(target, parts.length === 0 ? [midnight] : parts, newTarget) as object,
    apply: (target) => asText(new target(midnight)),
  })
  define(Original, 'now', now)
  define(Original.prototype, 'constructor', Fixed)
  define(world, 'Date', Fixed)
}

/**
 * A proxy that gives its target to nobody: no trap looks anything up that a student can replace, and
 * those that are missing are not found on Object.prototype.
 */
function inFrontOf<Target extends object>(target: Target, traps: ProxyHandler<Target>): Target {
  return new Proxy(target, bare(traps))
}

function define(target: object, name: string, value: unknown): void {
  const attributes = create(null) as PropertyDescriptor
  attributes.value = value
  attributes.writable = true
  attributes.configurable = true
  Reflect.defineProperty(target, name, attributes)
}
