/** Keeps children ready, so that a submission need not wait for a process to start. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, realpath, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeBundles, writeWhole } from './bundle.ts'
import { temporaryFolder } from './folder.ts'
import { confine, isolatedVmFolder, type Confinement } from './layers.ts'
import { SandboxFault, type Layer, type SandboxPool } from './outcome.ts'
import { SandboxProcess } from './process.ts'
import { openSandbox } from './sandbox.ts'

export interface PoolOptions {
  /** How many children are kept ready. */
  readonly size: number
  /** Layers without which the pool refuses to start; by default those that `SANDBOX_REQUIRE` names, with commas between. */
  readonly require?: readonly string[]
  /** Keeps the bundled programs between starts; by default a temporary folder. */
  readonly folder?: string
}

const isolateMegabytes = 512
const mainHeapMegabytes = 256
const startMilliseconds = 30_000

/**
 * Finds out which layers work here, prepares the programs, and starts the first children. Throws
 * SandboxFault when a required layer does not work or a child does not start.
 */
export async function createPool(options: PoolOptions): Promise<SandboxPool> {
  const temporary = options.folder === undefined
  const folder = await realpath(await folderFor(options))
  const cleanUp = async (): Promise<void> => {
    if (temporary) await rm(folder, { recursive: true, force: true })
  }
  try {
    // A temporary folder is made for its owner alone, and children run as somebody else.
    await chmod(folder, 0o755)
    const guest = await writeBundles(folder)
    const confinement = await confine(folder, mainHeapMegabytes)
    demand(confinement.layers, options.require ?? requiredByEnvironment())
    const cache = await cachedData(folder, guest, confinement)
    return await startPool(options.size, confinement, childArguments(folder, cache), cleanUp)
  } catch (error) {
    await cleanUp()
    throw error
  }
}

async function folderFor({ folder }: PoolOptions): Promise<string> {
  if (folder === undefined) return temporaryFolder()
  await mkdir(folder, { recursive: true })
  return folder
}

function requiredByEnvironment(): string[] {
  const names = process.env['SANDBOX_REQUIRE'] ?? ''
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

function demand(layers: readonly Layer[], required: readonly string[]): void {
  for (const name of required) {
    const layer = layers.find((one) => one.name === name)
    const known = layers.map((one) => one.name).join(', ')
    if (!layer) {
      throw new SandboxFault(`SANDBOX_REQUIRE names the layer "${name}"; there are ${known}`)
    }
    if (!layer.active) {
      throw new SandboxFault(
        `the sandbox layer "${name}" is required (SANDBOX_REQUIRE) but does not work on this machine: ` +
          `${layer.reason}. Make it work, or take it out of SANDBOX_REQUIRE`,
      )
    }
  }
}

function childArguments(folder: string, cache: string): string[] {
  return [isolatedVmFolder, folder, String(isolateMegabytes), cache]
}

/** The name of a file with V8's cached data of the guest, which halves the start of a child. */
async function cachedData(
  folder: string,
  guest: string,
  confinement: Confinement,
): Promise<string> {
  const hash = createHash('sha256').update(process.version).update(guest).digest('hex')
  const name = `guest-${hash.slice(0, 16)}.cache`
  if (existsSync(join(folder, name))) return name
  const maker = await startChild(confinement, childArguments(folder, ''))
  try {
    const answer = { header: 2 ** 16, bytes: 2 ** 26 }
    const limits = { milliseconds: startMilliseconds, megabytes: 1024, answer }
    const given = await maker.ask({ kind: 'cache' }, new Uint8Array(), limits)
    if (given.kind !== 'message' || given.message.kind !== 'cache') {
      throw new SandboxFault(`a sandbox child gave no cached data but "${given.kind}"`)
    }
    await writeWhole(folder, name, given.bytes)
    return name
  } finally {
    maker.kill()
  }
}

async function startChild(confinement: Confinement, args: string[]): Promise<SandboxProcess> {
  const child = new SandboxProcess(confinement.command('child.cjs', args))
  const answer = await child.next(startMilliseconds)
  if (answer.kind === 'message' && answer.message.kind === 'ready') return child
  child.kill()
  const said = answer.kind === 'died' ? answer.death.lastWords.trim() : 'nothing in 30 seconds'
  throw new SandboxFault(`a sandbox child did not start; it said: ${said.slice(-1000)}`)
}

async function startPool(
  size: number,
  confinement: Confinement,
  args: string[],
  cleanUp: () => Promise<void>,
): Promise<SandboxPool> {
  /** All that live, ready or in use. */
  const living = new Set<SandboxProcess>()
  const starting = new Set<Promise<void>>()
  const ready: SandboxProcess[] = []
  const waiting: { resolve(child: SandboxProcess): void; reject(error: unknown): void }[] = []
  let closed = false

  const launch = async (): Promise<SandboxProcess> => {
    const process = await startChild(confinement, args)
    living.add(process)
    void process.gone.then(() => living.delete(process))
    if (closed) process.kill()
    return process
  }
  const start = (): void => {
    const child: Promise<void> = launch()
      .then(
        (process) => {
          const next = waiting.shift()
          if (next) next.resolve(process)
          else ready.push(process)
        },
        // Whoever waits hears why; when nobody does, the next one who needs a child tries again.
        (error: unknown) => waiting.shift()?.reject(error),
      )
      .finally(() => starting.delete(child))
    starting.add(child)
  }
  const take = (): Promise<SandboxProcess> => {
    for (let process = ready.shift(); process; process = ready.shift()) {
      if (process.alive) return Promise.resolve(process)
    }
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
      if (starting.size < waiting.length) start()
    })
  }
  const replenish = (): void => {
    if (!closed && ready.length + starting.size < size + waiting.length) start()
  }

  const first = Array.from({ length: size }, take)
  ready.push(...(await Promise.all(first)))
  return {
    layers: confinement.layers,
    open: async (program, limits, options) => {
      if (closed) throw new SandboxFault('the pool is closed')
      const child = await (options?.fresh ? launch() : take())
      const sandbox = openSandbox(child, program, limits)
      // A new child is started when this one is done: its start would compete with the submission.
      void child.gone.then(replenish)
      return sandbox
    },
    afterEscape: () => runEscaped(confinement),
    close: async () => {
      closed = true
      await Promise.allSettled(starting)
      const all = [...living]
      for (const process of all) process.kill()
      await Promise.all(all.map((process) => process.gone))
      await cleanUp()
    },
  }
}

/** Without namespaces and without another user a child may ask after its parent: the layers say so already. */
function runEscaped(confinement: Confinement): Promise<string[]> {
  const isApart = confinement.layers.some(
    ({ name, active }) => active && (name === 'network' || name === 'user'),
  )
  const { file, args } = confinement.command('escaped.cjs', [isolatedVmFolder, String(isApart)])
  return new Promise((resolve, reject) => {
    execFile(
      file,
      args,
      { env: {}, timeout: startMilliseconds, killSignal: 'SIGKILL' },
      (error, said) => {
        if (error) reject(new SandboxFault(`the escape could not be tried: ${error.message}`))
        else resolve(z.array(z.string()).parse(JSON.parse(said)))
      },
    )
  })
}
