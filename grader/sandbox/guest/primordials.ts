/**
 * The built-ins that our code inside the isolate uses, captured before a student's code can replace
 * them. After that, our code calls no method through a prototype and iterates over nothing.
 */
const { bind, call } = Function.prototype

/** `fn` with its `this` as the first parameter. */
export function uncurryThis<T, A extends unknown[], R>(
  fn: (this: T, ...rest: A) => R,
): (self: T, ...rest: A) => R {
  return bind.call(call, fn as never) as (self: T, ...rest: A) => R
}

function getterOf(prototype: object, name: string | symbol): (self: unknown) => unknown {
  const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get
  if (!getter) throw new Error(`no getter ${String(name)}`)
  return uncurryThis(getter as (this: unknown) => unknown)
}

export const isArray: (value: unknown) => value is unknown[] = Array.isArray
export const { freeze, is, create, isFrozen } = Object
export const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Reflect
export const { apply, construct } = Reflect
export const { parse: parseJson, stringify: toJson } = JSON
export const { isInteger } = Number
export const toText = String
export const evaluate = eval
export const sliceText = uncurryThis(String.prototype.slice)
export const numberText = uncurryThis(Number.prototype.toString)
export const isInstance = uncurryThis(Function.prototype[Symbol.hasInstance])
export const PromiseClass = Promise
export const ErrorClass = Error
export const RangeErrorClass = RangeError
export const execRegExp = uncurryThis(RegExp.prototype.exec)
export const anyText = /x/
export const MapClass = Map
export const mapGet = uncurryThis(Map.prototype.get as (this: object, key: unknown) => unknown)
export const mapSet = uncurryThis(
  Map.prototype.set as (this: object, key: unknown, value: unknown) => unknown,
)

export const Bytes = ArrayBuffer
export const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
} as const

const TypedArray = getPrototypeOf(Float32Array.prototype) as object
/** The name of a typed array's class, whatever its prototype says; undefined for anything else. */
export const typedArrayName = getterOf(TypedArray, Symbol.toStringTag) as (
  value: unknown,
) => string | undefined
export const typedArrayLength = getterOf(TypedArray, 'length') as (value: unknown) => number
export const typedArraySet = uncurryThis(
  (TypedArray as { set: (this: unknown, source: unknown, offset?: number) => void }).set,
)

/** An array without a prototype: writing to it triggers no setter of a student's. */
export function bareList<T>(): T[] {
  const list: T[] = []
  setPrototypeOf(list, null)
  return list
}

export function push<T>(list: T[], item: T): void {
  list[list.length] = item
}

/** An object without a prototype, so that JSON.stringify finds no `toJSON`. */
export function bare<T extends object>(fields: T): T {
  setPrototypeOf(fields, null)
  return fields
}
