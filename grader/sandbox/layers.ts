/**
 * Which protections work on this machine, and the command line that puts them round a child.
 *
 * Each is tried before it is used. One that does not work is reported with the reason, and whoever
 * needs it says so (`SANDBOX_REQUIRE`) and gets an error instead of a weaker sandbox.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Layer } from './outcome.ts'

export interface Confinement {
  readonly layers: readonly Layer[]
  /** The command that runs `program`, a file in the sandbox's folder, with all active layers. */
  command(program: string, args: readonly string[]): { file: string; args: string[] }
}

const nobody = '65534'
const addressSpaceBytes = 4 * 1024 ** 3
/**
 * More than all calls of one submission may take together, so that no verdict comes from here: `unshare` does
 * not pass on which signal has ended a child. It ends what has lost its grader and does not notice.
 */
const cpuSeconds = 900

/** Where isolated-vm is installed. */
export const isolatedVmFolder = realpathSync(
  dirname(createRequire(import.meta.url).resolve('isolated-vm/package.json')),
)

/** Tries every layer. `folder` holds the child's programs. */
export async function confine(folder: string, mainHeapMegabytes: number): Promise<Confinement> {
  const linux = process.platform === 'linux'
  const root = process.getuid?.() === 0
  const elsewhere = linux ? null : `not available on ${process.platform}`
  const dies = linux && (await works([tool('setpriv'), '--pdeathsig', 'KILL'])) === null
  const namespaces = linux ? await findNamespaces() : { prefix: [], reason: String(elsewhere) }
  const capable = root || namespaces.prefix.length > 0
  const limits = await tried(elsewhere, [tool('prlimit'), ...resourceLimits()])
  const privileges = await tried(elsewhere, [tool('setpriv'), ...noPrivileges(capable)])
  const user = await tried(
    elsewhere ?? (root ? null : 'only root can change the user: children run as the grader does'),
    [tool('setpriv'), ...asNobody()],
    reaching(folder),
    `user ${nobody} cannot reach Node, isolated-vm or ${folder}: a folder above them is private`,
  )

  const setpriv = [
    ...(user.active ? asNobody() : []),
    ...(privileges.active ? noPrivileges(capable) : []),
    // Last: changing the user would clear it.
    ...(dies ? ['--pdeathsig', 'KILL'] : []),
  ]
  const wrappers = [
    ...(dies ? [tool('setpriv'), '--pdeathsig', 'KILL'] : []),
    ...namespaces.prefix,
    ...(limits.active ? [tool('prlimit'), ...resourceLimits()] : []),
    ...(setpriv.length > 0 ? [tool('setpriv'), ...setpriv] : []),
  ]
  const node = [
    process.execPath,
    ...nodePermissions(folder),
    '--no-node-snapshot',
    // Helpers of the collector cost a small heap more than they save, and compete with the other core.
    '--single-threaded-gc',
    `--max-old-space-size=${mainHeapMegabytes}`,
  ]
  return {
    layers: describeLayers({
      rlimits: limits,
      network: { active: namespaces.prefix.length > 0, reason: namespaces.reason },
      user,
      privileges,
      memoryWatch: existsSync('/proc/self/status')
        ? { active: true, reason: '' }
        : { active: false, reason: 'there is no /proc here to measure memory with' },
    }),
    command: (program, args) => {
      const [file, ...rest] = [...wrappers, ...node, join(folder, program), ...args]
      return { file: file as string, args: rest }
    },
  }
}

/** Whether a layer works, and if not, why. */
interface Trial {
  readonly active: boolean
  readonly reason: string
}

/** What each layer does, in the order in which they are told of. */
const purposes = {
  isolate: 'isolated-vm: a heap of its own, without any access to Node',
  process: 'one process per submission, killed at the end',
  permissions: 'Node refuses it files, network, processes and workers',
  rlimits: 'address space, CPU time and open files are limited; no file can grow',
  network: 'a network namespace with nothing in it',
  user: `runs as user ${nobody}, who owns nothing`,
  privileges: 'no capabilities and no way to gain any',
  memoryWatch: 'resident memory is measured while code runs',
} satisfies Record<Layer['name'], string>

function describeLayers(trials: Partial<Record<Layer['name'], Trial>>): Layer[] {
  const names = Object.keys(purposes) as Layer['name'][]
  return names.map((name) => {
    // The first three need nothing but Node: without them no child starts at all.
    const trial = trials[name] ?? { active: true, reason: '' }
    return { name, active: trial.active, reason: trial.active ? purposes[name] : trial.reason }
  })
}

function nodePermissions(folder: string): string[] {
  // The addon's loader looks at /etc/alpine-release to tell one C library from another.
  const loader = realpathSync(
    dirname(createRequire(join(isolatedVmFolder, 'package.json')).resolve('node-gyp-build')),
  )
  const readable = [folder, isolatedVmFolder, loader].map((path) => join(path, '*'))
  return [
    '--permission',
    '--allow-addons',
    ...[...readable, '/etc/alpine-release'].map((path) => `--allow-fs-read=${path}`),
  ]
}

function resourceLimits(): string[] {
  return [
    `--as=${addressSpaceBytes}`,
    '--fsize=0',
    '--nofile=64',
    '--core=0',
    `--cpu=${cpuSeconds}:${cpuSeconds + 10}`,
  ]
}

/** Without capabilities there are none to give up. */
function noPrivileges(capable: boolean): string[] {
  return ['--no-new-privs', ...(capable ? ['--bounding-set=-all'] : [])]
}

function asNobody(): string[] {
  return [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups']
}

/** As root, or else in a user namespace of one's own. */
async function findNamespaces(): Promise<{ prefix: string[]; reason: string }> {
  const flags = ['--net', '--pid', '--ipc', '--fork', '--kill-child']
  const asRoot = [tool('unshare'), ...flags]
  const asUser = [tool('unshare'), '--user', '--map-current-user', '--keep-caps', ...flags]
  if ((await works(asRoot)) === null) return { prefix: asRoot, reason: '' }
  const reason = await works(asUser)
  return reason === null
    ? { prefix: asUser, reason: '' }
    : { prefix: [], reason: `namespaces cannot be made here: ${reason}` }
}

/** The command that succeeds for whoever may run Node and read what a child needs. */
function reaching(folder: string): string[] {
  const readable = [join(folder, 'child.cjs'), join(isolatedVmFolder, 'isolated-vm.js')]
  return [tool('test'), '-x', process.execPath, ...readable.flatMap((path) => ['-a', '-r', path])]
}

/** Runs `command` inside `wrapper`, unless it is known why that cannot work. */
async function tried(
  whyNot: string | null,
  wrapper: readonly string[],
  command?: readonly string[],
  hint?: string,
): Promise<Trial> {
  if (whyNot !== null) return { active: false, reason: whyNot }
  const reason = await works(wrapper, command)
  return { active: reason === null, reason: reason === null ? '' : (hint ?? reason) }
}

/** Null when `wrapper` can run `command`; else what it said. */
function works(
  wrapper: readonly string[],
  command: readonly string[] = [tool('true')],
): Promise<string | null> {
  const [file, ...args] = [...wrapper, ...command] as [string, ...string[]]
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'], env: {} })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) =>
      resolve(code === 0 ? null : said.trim() || `${file} ended with ${code ?? 'a signal'}`),
    )
  })
}

/** The whole path of a tool, since children have no environment to look it up in. */
function tool(name: string): string {
  const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? name
}

/** Resident memory of the process that `pid` wraps, or its own, in bytes; null when it is gone. */
export function residentBytes(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${innermost(pid)}/status`, 'utf8')
    const [, kilobytes] = /^VmRSS:\s*(\d+) kB$/m.exec(status) ?? []
    return kilobytes === undefined ? null : Number(kilobytes) * 1024
  } catch {
    return null
  }
}

function innermost(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return children === '' ? pid : innermost(Number(children.split(' ')[0]))
}
