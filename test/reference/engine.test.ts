import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { choiceOf, startEngine } from '../../reference/engine/engine.ts'
import { selfTest } from '../../reference/engine/selftest.ts'
import { bindingFile, builtFolder, packageFolder } from '../../reference/engine/tensorflow-files.ts'
import { unpackOutputs } from '../../reference/pack.ts'
import type { Signature, TensorValue } from '../../reference/value.ts'

interface Said {
  readonly choice: string
  readonly info: { backend: string; description: string }
  readonly refused: { backend: string; reason: string }[]
  readonly packed: string[]
  readonly tensors: number
  readonly error?: string
}

/** What the engines compute in a process of their own, and what it tells at its end. */
function inProcess(choices: string[], environment: NodeJS.ProcessEnv = {}) {
  const output = execFileSync(
    process.execPath,
    [join(import.meta.dirname, 'engine-process.ts'), ...choices],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
    },
  )
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  const last = lines.pop() as { oneTfjs: boolean; window: string }
  return { engines: lines as Said[], ...last }
}

function largestDifference(one: Said, other: Said): number {
  let largest = 0
  one.packed.forEach((packed, at) => {
    const [mine, theirs] = [packed, other.packed[at] ?? ''].map(
      (text) => [...unpackOutputs(Buffer.from(text, 'base64')).values()].flat() as TensorValue[],
    )
    mine?.forEach(({ shape, values }, run) => {
      const counterpart = theirs?.[run]
      expect(counterpart?.shape).toStrictEqual(shape)
      values.forEach((value, index) => {
        largest = Math.max(largest, Math.abs(value - (counterpart?.values[index] ?? NaN)))
      })
    })
  })
  return largest
}

const doubling: Signature = {
  name: 'double',
  parameters: [
    { name: 'x', type: { kind: 'array', dtype: 'float64', axes: ['N'] }, meaning: 'numbers' },
    {
      name: 'mask',
      type: { kind: 'optional', of: { kind: 'tensor', dtype: 'bool', axes: ['N'] } },
      meaning: 'which',
    },
  ],
  returns: {
    kind: 'record',
    fields: {
      twice: { kind: 'tensor', dtype: 'float32', axes: ['N'] },
      mask: { kind: 'optional', of: { kind: 'tensor', dtype: 'bool', axes: ['N'] } },
    },
  },
}
const x: TensorValue = {
  dtype: 'float64',
  shape: [3],
  values: Float64Array.of(0.1, NaN, -Infinity),
}
const double = (numbers: tf.Tensor, mask: tf.Tensor | null) => ({ twice: tf.mul(numbers, 2), mask })

describe('the engine', () => {
  test('gives plain values of the declared type and keeps no tensors', async () => {
    const engine = await startEngine('wasm')
    const before = tf.memory().numTensors
    const mask: TensorValue = { dtype: 'bool', shape: [3], values: Uint8Array.of(1, 0, 1) }
    expect(await engine.evaluate(double, doubling, { x, mask })).toStrictEqual({
      twice: { dtype: 'float32', shape: [3], values: Float32Array.of(0.2, NaN, -Infinity) },
      mask,
    })
    expect(await engine.evaluate(double, doubling, { x, mask: null })).toMatchObject({ mask: null })
    expect(tf.memory().numTensors).toBe(before)
  })

  test('uses its own backend whatever others have set', async () => {
    const engines = [await startEngine('wasm'), await startEngine('cpu')] as const
    const used: string[] = []
    const spy = (numbers: tf.Tensor) => {
      used.push(tf.getBackend())
      return { twice: numbers, mask: null }
    }
    await Promise.all(engines.map((engine) => engine.evaluate(spy, doubling, { x, mask: null })))
    expect(used).toStrictEqual(['wasm', 'cpu'])
  })

  test('starts again after it was closed', async () => {
    const first = await startEngine('wasm')
    first.close()
    const { evaluate } = await startEngine('wasm')
    expect(await evaluate(double, doubling, { x, mask: null })).toMatchObject({ mask: null })
  })

  test('says what a reference throws', async () => {
    const { evaluate } = await startEngine('wasm')
    const broken = () => tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]))
    await expect(evaluate(broken, doubling, { x, mask: null })).rejects.toThrow('inner shapes')
  })

  test('is chosen by name', () => {
    expect(choiceOf(undefined)).toBe('auto')
    expect(choiceOf('')).toBe('auto')
    expect(choiceOf('wasm')).toBe('wasm')
    expect(() => choiceOf('cuda')).toThrow(
      'REFERENCE_BACKEND is "cuda"; use one of auto, tensorflow, webgpu, wasm, cpu',
    )
  })
})

describe('the self-test refuses', () => {
  /** Plain JavaScript with some operations replaced. */
  async function backendWith(
    name: string,
    change: (kernelName: string, compute: tf.KernelFunc, backend: MathBackendCPU) => tf.KernelFunc,
  ): Promise<string[]> {
    const backend = new MathBackendCPU()
    tf.registerBackend(name, () => backend)
    for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
      tf.registerKernel({
        kernelName,
        backendName: name,
        kernelFunc: change(kernelName, kernelFunc, backend),
      })
    }
    await tf.setBackend(name)
    const faults = await selfTest()
    tf.removeBackend(name)
    return faults
  }

  test('matrix products of inputs rounded to 10 bits, as TF32 does', async () => {
    const faults = await backendWith('rounds-like-tf32', (kernelName, compute, backend) =>
      kernelName !== 'BatchMatMul'
        ? compute
        : (request) => {
            const { a, b } = request.inputs as { a: tf.TensorInfo; b: tf.TensorInfo }
            const rounded = [a, b].map(({ dataId, shape, dtype }) => {
              const values = (backend.readSync(dataId) as Float32Array).slice()
              const bits = new Uint32Array(values.buffer)
              bits.forEach((word, at) => (bits[at] = (word + 0x1000) & ~0x1fff))
              return { dataId: backend.write(values, shape, dtype), shape, dtype }
            })
            return compute({ ...request, inputs: { a: rounded[0]!, b: rounded[1]! } })
          },
    )
    expect(faults).toStrictEqual([
      'a matrix product that sums 1024 terms is exact to float32 (TF32 gives 1024): ' +
        '1024.1024169921875 expected, 1024 computed',
    ])
  })

  test('NaN that becomes 0', async () => {
    const faults = await backendWith('loses-nan', (kernelName, compute, backend) =>
      kernelName !== 'Multiply'
        ? compute
        : (request) => {
            const { dataId, shape, dtype } = compute(request) as tf.TensorInfo
            const values = (backend.readSync(dataId) as Float32Array).map((value) => value || 0)
            return { dataId: backend.write(values, shape, dtype), shape, dtype }
          },
    )
    expect(faults).toStrictEqual([
      'NaN, infinities and -0 survive: NaN, Infinity, -Infinity, 0 expected, 0, Infinity, -Infinity, 0 computed',
    ])
  })
})

describe('in a process of its own', () => {
  test('the best backend at hand is taken, and each that was refused has a reason', () => {
    const [best] = inProcess(['auto'], { REFERENCE_BACKEND: '' }).engines
    expect(['tensorflow', 'webgpu', 'wasm']).toContain(best?.info.backend)
    for (const { backend, reason } of best?.refused ?? []) {
      expect(['tensorflow', 'webgpu']).toContain(backend)
      expect(reason.length).toBeGreaterThan(20)
    }
  })

  const isBuilt = [builtFolder, packageFolder].some(
    (folder) => folder !== null && existsSync(bindingFile(folder)),
  )
  if (isBuilt) {
    test('TensorFlow computes what WebAssembly does, through one and the same tfjs', () => {
      const { engines, oneTfjs } = inProcess(['wasm', 'tensorflow', 'wasm'])
      const [before, tensorflow, after] = engines as [Said, Said, Said]
      expect(tensorflow.info.description).toMatch(/^TensorFlow \d+\.\d+\.\d+ on/)
      expect(largestDifference(before, tensorflow)).toBeLessThan(1e-5)
      expect(largestDifference(before, after)).toBe(0)
      expect(engines.map(({ tensors }) => tensors)).toStrictEqual([0, 0, 0])
      expect(oneTfjs).toBe(true)
    })
  } else {
    console.info('TensorFlow is not tested: its binding is not built here; the refusal is.')
    test('TensorFlow without its binding is refused with what to do', () => {
      const [tensorflow] = inProcess(['tensorflow']).engines
      expect(tensorflow?.error).toMatch(/cannot use tensorflow: .*(not built|not installed)/)
    })
  }
})

/** SwiftShader, a GPU in software, comes with the browser that the tests use. */
const swiftShader = archiveOfSwiftShader()

function archiveOfSwiftShader(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const browser = join(import.meta.dirname, '../../node_modules/@sparticuz/chromium')
  const file = join(browser, 'bin', 'swiftshader.tar.br')
  return existsSync(file) ? file : null
}

describe('WebGPU', () => {
  if (swiftShader === null) {
    console.info('WebGPU is not tested: no software GPU for this platform; its absence is.')
    test('is used or refused with a reason', () => {
      const [webgpu] = inProcess(['webgpu']).engines
      expect(webgpu?.error ?? webgpu?.info.description).toMatch(/Dawn on|cannot use webgpu: .{20}/)
    })
    return
  }

  let folder = ''
  let environment: NodeJS.ProcessEnv = {}
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'swiftshader-'))
    execFileSync('tar', ['-x', '-C', folder], {
      input: brotliDecompressSync(readFileSync(swiftShader)),
    })
    environment = {
      LD_LIBRARY_PATH: folder,
      VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
    }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('on a software adapter computes what WebAssembly does, and leaves no traces of a browser', () => {
    const { engines, oneTfjs, window } = inProcess(['webgpu', 'wasm'], environment)
    const [webgpu, wasm] = engines as [Said, Said]
    expect(webgpu.info.description).toMatch(/^Dawn on SwiftShader.* \(software\)$/)
    expect(largestDifference(webgpu, wasm)).toBeLessThan(1e-5)
    expect(oneTfjs).toBe(true)
    expect(window).toBe('undefined')
  })

  test('on a software adapter is not taken unless it is asked for', () => {
    const [best] = inProcess(['auto'], { ...environment, REFERENCE_BACKEND: '' }).engines
    const refusal = best?.refused.find(({ backend }) => backend === 'webgpu')
    expect(refusal?.reason).toMatch(/SwiftShader.* is software; set REFERENCE_BACKEND=webgpu/)
  })

  test('without a Vulkan driver is refused with what to install', () => {
    const [webgpu] = inProcess(['webgpu'], {
      LD_LIBRARY_PATH: folder,
      VK_ICD_FILENAMES: join(folder, 'none.json'),
      VK_DRIVER_FILES: join(folder, 'none.json'),
    }).engines
    expect(webgpu?.error).toContain('cannot use webgpu: no adapter')
  })
})
