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
const cpuSeconds = 60

/** Where isolated-vm is installed. */
export const isolatedVmFolder = realpathSync(
  dirname(createRequire(import.meta.url).resolve('isolated-vm/package.json')),
)

/** Tries every layer. `folder` holds the child's programs. */
export async function confine(folder: string, mainHeapMegabytes: number): Promise<Confinement> {
  const linux = process.platform === 'linux'
  const notLinux = `not available on ${process.platform}`
  const parent = linux && (await works([tool('setpriv'), '--pdeathsig', 'KILL'])) === null
  const namespaces = linux ? await findNamespaces() : { prefix: [], reason: notLinux }
  const limits = await tried(linux, [tool('prlimit'), ...resourceLimits()])
  const privileges = await tried(linux, [
    tool('setpriv'),
    ...noPrivileges(namespaces.prefix.length > 0),
  ])
  const user = await tried(
    linux && process.getuid?.() === 0,
    [tool('setpriv'), ...asNobody()],
    [
      tool('test'),
      '-x',
      process.execPath,
      '-a',
      '-r',
      join(folder, 'child.cjs'),
      '-a',
      '-r',
      join(isolatedVmFolder, 'isolated-vm.js'),
    ],
  )
  const permissions = nodePermissions(folder)

  const setpriv = [
    ...(user.active ? asNobody() : []),
    ...(privileges.active ? noPrivileges(namespaces.prefix.length > 0) : []),
    // Last: changing the user would clear it.
    ...(parent ? ['--pdeathsig', 'KILL'] : []),
  ]
  const wrappers = [
    ...(parent ? [tool('setpriv'), '--pdeathsig', 'KILL'] : []),
    ...namespaces.prefix,
    ...(limits.active ? [tool('prlimit'), ...resourceLimits()] : []),
    ...(setpriv.length > 0 ? [tool('setpriv'), ...setpriv] : []),
  ]
  const on = (name: Layer['name'], reason: string): Layer => ({ name, active: true, reason })
  const layers: Layer[] = [
    on('isolate', 'isolated-vm: a heap of its own, without any access to Node'),
    on('process', 'one process per submission, killed at the end'),
    on('permissions', 'Node refuses it files, network, processes and workers'),
    {
      name: 'rlimits',
      ...limits,
      reason: limits.reason || 'address space, CPU time, open files, no writing',
    },
    {
      name: 'network',
      active: namespaces.prefix.length > 0,
      reason: namespaces.reason || 'a network namespace with nothing in it',
    },
    {
      name: 'user',
      ...user,
      reason: user.reason || `runs as user ${nobody}, who owns nothing`,
    },
    {
      name: 'privileges',
      ...privileges,
      reason: privileges.reason || 'no capabilities and no way to gain any',
    },
    {
      name: 'memoryWatch',
      active: existsSync('/proc/self/statm'),
      reason: existsSync('/proc/self/statm')
        ? 'resident memory is measured while code runs'
        : 'there is no /proc here to measure memory with',
    },
  ]
  return {
    layers,
    command: (program, args) => {
      const node = [
        process.execPath,
        ...permissions,
        '--no-node-snapshot',
        `--max-old-space-size=${mainHeapMegabytes}`,
        join(folder, program),
        ...args,
      ]
      const [file, ...rest] = [...wrappers, ...node] as [string, ...string[]]
      return { file, args: rest }
    },
  }
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
    `--cpu=${cpuSeconds}`,
  ]
}

function noPrivileges(mayDropBounds: boolean): string[] {
  const drop = mayDropBounds || process.getuid?.() === 0
  return ['--no-new-privs', ...(drop ? ['--bounding-set=-all'] : [])]
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

async function tried(
  applicable: boolean,
  wrapper: readonly string[],
  command: readonly string[] = [tool('true')],
): Promise<{ active: boolean; reason: string }> {
  if (!applicable) {
    const why =
      process.platform === 'linux'
        ? 'the grader does not run as root, so children run as the same user'
        : `not available on ${process.platform}`
    return { active: false, reason: why }
  }
  const reason = await works(wrapper, command)
  return { active: reason === null, reason: reason ?? '' }
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
    const pages = readFileSync(`/proc/${innermost(pid)}/statm`, 'utf8').split(' ')[1]
    return Number(pages) * pageBytes
  } catch {
    return null
  }
}

const pageBytes = 4096

function innermost(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return children === '' ? pid : innermost(Number(children.split(' ')[0]))
}
