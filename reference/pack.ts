/**
 * The reference's outputs as bytes, for the cache. Exact: NaN, −0 and infinities, types and shapes
 * come back as they were.
 *
 * Layout, little-endian: the magic number, the version, the length of the description; the
 * description (JSON, padded to 8 bytes); then the elements of all tensors, each starting at a
 * multiple of 8 bytes. The description is the value itself, with a placeholder for whatever JSON
 * cannot carry: a tensor by the place of its elements, a number by its name.
 */
import { z } from 'zod'
import { elementCount, isTensorValue, newValues, type TensorValue, type Value } from './value.ts'

const magic = 0x54_55_4f_41 // "AOUT"
const version = 1
const headerBytes = 12

const PackedTensor = z.object({
  dtype: z.enum(['float32', 'float64', 'int32', 'bool']),
  shape: z.array(z.number().int().nonnegative()),
  offset: z.number().int().nonnegative(),
})

/** An object that is not a record comes as one of these, so that no record can be mistaken for a tensor. */
type Packed =
  | number
  | boolean
  | string
  | null
  | Packed[]
  | { tensor: z.infer<typeof PackedTensor> }
  | { number: string }
  | { record: { [field: string]: Packed } }

const Packed: z.ZodType<Packed> = z.lazy(() =>
  z.union([
    z.number(),
    z.boolean(),
    z.string(),
    z.null(),
    z.array(Packed),
    z.strictObject({ tensor: PackedTensor }),
    z.strictObject({ number: z.enum(['NaN', 'Infinity', '-Infinity', '-0']) }),
    z.strictObject({ record: z.record(z.string(), Packed) }),
  ]),
)
const Description = z.array(z.tuple([z.string(), z.array(Packed)]))

/** The outputs of every run of every case, by the case's name, as bytes. */
export function packOutputs(outputs: ReadonlyMap<string, readonly Value[]>): Uint8Array {
  const tensors: { offset: number; values: TensorValue['values'] }[] = []
  let dataBytes = 0

  const pack = (value: Value): Packed => {
    if (typeof value === 'number') {
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { number: Object.is(value, -0) ? '-0' : String(value) }
    }
    if (typeof value !== 'object' || value === null) return value
    if (isTensorValue(value)) {
      const { dtype, shape, values } = value
      const offset = dataBytes
      tensors.push({ offset, values })
      dataBytes += roundUp(values.byteLength)
      return { tensor: { dtype, shape: [...shape], offset } }
    }
    if (Array.isArray(value)) return (value as readonly Value[]).map(pack)
    const fields = Object.entries(value).map(([name, field]) => [name, pack(field)] as const)
    return { record: Object.fromEntries(fields) }
  }

  const description = Array.from(outputs, ([name, runs]) => [name, runs.map(pack)])
  const text = Buffer.from(JSON.stringify(description))
  const dataStart = roundUp(headerBytes + text.length)
  const bytes = new Uint8Array(dataStart + dataBytes)
  const header = new DataView(bytes.buffer)
  header.setUint32(0, magic, true)
  header.setUint32(4, version, true)
  header.setUint32(8, text.length, true)
  bytes.set(text, headerBytes)
  for (const { offset, values } of tensors) {
    bytes.set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      dataStart + offset,
    )
  }
  return bytes
}

/** The outputs that `packOutputs` packed. Throws when the bytes are of another kind or version, or cut short. */
export function unpackOutputs(bytes: Uint8Array): Map<string, Value[]> {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < headerBytes || header.getUint32(0, true) !== magic) {
    throw new Error(`these ${bytes.length} bytes are not packed reference outputs`)
  }
  const found = header.getUint32(4, true)
  if (found !== version) {
    throw new Error(
      `reference outputs of format ${found}, but this program reads format ${version}; delete them and they are computed again`,
    )
  }
  const textEnd = headerBytes + header.getUint32(8, true)
  const dataStart = roundUp(textEnd)
  if (dataStart > bytes.length) throw cutShort(dataStart, bytes.length)
  const text = Buffer.from(bytes.subarray(headerBytes, textEnd)).toString()

  const unpack = (packed: Packed): Value => {
    if (typeof packed !== 'object' || packed === null) return packed
    if (Array.isArray(packed)) return packed.map(unpack)
    if ('number' in packed) return Number(packed.number)
    if ('tensor' in packed) {
      const { dtype, shape, offset } = packed.tensor
      const values = newValues(dtype, elementCount(shape))
      const start = dataStart + offset
      const end = start + values.byteLength
      if (end > bytes.length) throw cutShort(end, bytes.length)
      new Uint8Array(values.buffer).set(bytes.subarray(start, end))
      return { dtype, shape, values }
    }
    const fields = Object.entries(packed.record).map(([name, field]) => [name, unpack(field)])
    return Object.fromEntries(fields) as Value
  }

  const description = Description.parse(JSON.parse(text))
  return new Map(description.map(([name, runs]) => [name, runs.map(unpack)]))
}

function roundUp(byteCount: number): number {
  return Math.ceil(byteCount / 8) * 8
}

function cutShort(wanted: number, found: number): Error {
  return new Error(`packed reference outputs end too early: ${found} bytes found, ${wanted} wanted`)
}
