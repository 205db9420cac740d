/**
 * WebGPU through Dawn, the implementation that Chromium uses: Metal, Direct3D 12 or Vulkan. Its
 * package is optional, and a machine without a driver has no adapter.
 */
import * as tf from '@tensorflow/tfjs-core'
import { createRequire } from 'node:module'
import type { Backend } from './backend.ts'

/** The little that is used of the `webgpu` package, which is optional and whose types need a browser's. */
interface Dawn {
  create(options: readonly string[]): Gpu
  readonly globals: Readonly<Record<string, unknown>>
}
interface Gpu {
  requestAdapter(options: { powerPreference: string }): Promise<Adapter | null>
}
interface Adapter {
  readonly info: AdapterInfo
}
interface AdapterInfo {
  readonly vendor: string
  readonly architecture: string
  readonly device: string
  readonly description: string
  readonly isFallbackAdapter: boolean
}

/** Dawn forgets that tfjs' device needs its parent: were it collected, the next operation would end the process. */
const kept = new Set<Gpu>()

const softwareRenderers = /swiftshader|llvmpipe|lavapipe|basic render|warp/i

/**
 * Registers tfjs' `webgpu` backend, ready for use. Throws when the package is missing, no adapter
 * answers, or the only one is software and `allowSoftware` is off: it is slower than WebAssembly.
 */
export async function startWebGpu({ allowSoftware }: { allowSoftware: boolean }): Promise<Backend> {
  if (process.platform === 'linux') findVulkan()
  const dawn = await loadDawn()
  const gpu = dawn.create([])
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) {
    throw new Error('no adapter: the machine has no GPU, or no driver that Dawn can use')
  }
  const name = nameOf(adapter.info)
  const software = adapter.info.isFallbackAdapter || softwareRenderers.test(name)
  if (software && !allowSoftware) {
    throw new Error(
      `the only adapter, ${name}, is software; set REFERENCE_BACKEND=webgpu to use it`,
    )
  }
  kept.add(gpu)
  await register(dawn, gpu)
  return {
    name: 'webgpu',
    description: `Dawn on ${name}${software ? ' (software)' : ''}`,
    onGpu: !software,
  }
}

/** Dawn itself only prints a warning when Linux's GPU interface is missing. Throws with what to install. */
function findVulkan(): void {
  try {
    // The loader is no Node addon, so this always throws: the message tells whether it was found.
    process.dlopen({ exports: {} }, 'libvulkan.so.1')
  } catch (error) {
    if (!String(error).includes('cannot open shared object file')) return
    throw new Error(
      'libvulkan.so.1 is missing; install the Vulkan loader and a driver for the GPU',
      {
        cause: error,
      },
    )
  }
}

async function loadDawn(): Promise<Dawn> {
  // A name that is not a literal: the type checker must not ask for the package.
  const packageName: string = 'webgpu'
  try {
    return (await import(packageName)) as Dawn
  } catch (error) {
    throw new Error(`the optional package "webgpu" does not load: ${firstLine(error)}`, {
      cause: error,
    })
  }
}

/** tfjs looks for a browser while its backend loads; the browser's `window` would mislead other libraries later. */
async function register({ globals }: Dawn, gpu: Gpu): Promise<void> {
  Object.assign(globalThis, globals)
  const before = (['window', 'navigator'] as const).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  )
  Object.defineProperties(globalThis, {
    window: { value: globalThis, configurable: true },
    navigator: { value: { gpu, userAgent: 'node' }, configurable: true },
  })
  try {
    createRequire(import.meta.url)('@tensorflow/tfjs-backend-webgpu')
    if (!(await tf.setBackend('webgpu'))) throw new Error('the adapter gives no device')
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor)
      else Reflect.deleteProperty(globalThis, name)
    }
  }
}

function nameOf({ vendor, architecture, device, description }: AdapterInfo): string {
  const made = [vendor, architecture, device].filter((part) => part !== '').join(' ')
  return description || made || 'an unnamed adapter'
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n', 1)[0] as string
}
