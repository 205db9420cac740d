/**
 * Plays a student's program that broke out of the isolate into its process: tries everything that
 * must not work there, and says what worked. Started with the same command line as a child, with the
 * folder of isolated-vm, which is the way to the project's own files, and whether anything is to keep
 * it from its parent.
 */
import { spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import {
  chmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { open as openInspector } from 'node:inspector'
import { connect, createServer } from 'node:net'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { writeHeapSnapshot } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { shutDoors } from './doors.ts'

shutDoors()

const ourOwnVariables = ['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE']
const [isolatedVm = '', isApart = 'true'] = process.argv.slice(2)
const project = join(isolatedVm, '..', '..')
/** In a namespace of its own a process has no parent. */
const parent = process.ppid

const readable = [
  '/etc/passwd',
  '/proc/1/environ',
  '/proc/1/mem',
  '/proc/self/maps',
  `/proc/${parent}/mem`,
  `/proc/${parent}/environ`,
  join(project, 'package.json'),
  join(project, 'exercises', 'softmax', 'cases.ts'),
  join(project, 'reference', 'softmax.ts'),
  join(isolatedVm, '..', 'esbuild', 'package.json'),
]
const listable = ['/', '/tmp', '/proc', '/dev', homedir(), '/root', '/home', project]
const writable = [
  '/tmp',
  '/dev/shm',
  '/var/tmp',
  '/run',
  homedir(),
  '.',
  dirname(process.argv[1] ?? ''),
]

/** Code that is on the machine anyway, loaded into the process without asking for a file's contents. */
const addons = [
  join(isolatedVm, '..', '@msgpackr-extract/msgpackr-extract-linux-x64/node.napi.glibc.node'),
  '/lib/x86_64-linux-gnu/libc.so.6',
  '/proc/self/fd/0',
]

const inside = process as unknown as {
  binding(name: string): unknown
  dlopen(module: object, file: string): void
}

const attempts: Record<string, () => unknown> = {
  ...Object.fromEntries(readable.map((path) => [`read ${path}`, () => readFileSync(path)])),
  ...Object.fromEntries(listable.map((path) => [`list ${path}`, () => readdirSync(path)])),
  ...Object.fromEntries(writable.map((path) => [`write into ${path}`, () => writeInto(path)])),
  'make a folder': () => mkdirSync('/tmp/attendant-escaped.d'),
  'make a link': () => symlinkSync('/etc/passwd', '/tmp/attendant-escaped.link'),
  'change its own program': () => chmodSync(process.argv[1]!, 0o777),
  'write a report': () => process.report.writeReport('/tmp/attendant-escaped.json'),
  'write its memory': () => writeHeapSnapshot('/tmp/attendant-escaped.heapsnapshot'),
  'open the terminal': () => openSync('/dev/tty', 'r+'),
  'start a process': () => start('/bin/true'),
  'start id': () => start('id'),
  'start another Node': () => start(process.execPath),
  'start a worker': () => new Worker('', { eval: true }),
  ...Object.fromEntries(addons.map((file) => [`load ${file}`, () => load(file)])),
  "use Node's inner parts": () => inside.binding('spawn_sync'),
  'open the inspector': () => openInspector(0, '127.0.0.1'),
  'become root': () => becomeRoot(),
  'signal its parent': () => signal(parent),
  'see environment variables': () => {
    const names = Object.keys(process.env).filter((name) => !ourOwnVariables.includes(name))
    if (names.length === 0) throw new Error('none')
  },
  'use a file or connection that was left open': () => {
    for (let descriptor = 3; descriptor < 64; descriptor++) {
      try {
        const status = fstatSync(descriptor)
        if (status.isFile() || status.isDirectory() || status.isSocket()) return
      } catch {
        // Not open, or not to be looked at.
      }
    }
    throw new Error('none')
  },
}

function writeInto(folder: string): void {
  writeFileSync(join(folder, 'attendant-escaped'), 'x')
}

function start(program: string): void {
  const { error } = spawnSync(program)
  if (error) throw error
}

function signal(pid: number): void {
  // 0 would be its own group.
  if (pid === 0 || isApart !== 'true') throw new Error('no parent to be kept from')
  // A signal 0 only asks.
  process.kill(pid, 0)
}

/** Whoever started as root has nothing to become. */
function becomeRoot(): void {
  if (process.getuid?.() === 0) throw new Error('is root already')
  process.setuid?.(0)
}

/** Loaded, even if Node then finds that it is no addon: its own first code has run. */
function load(file: string): void {
  try {
    inside.dlopen({ exports: {} }, file)
  } catch (error) {
    if (!/did not self-register/.test(String(error))) throw error
  }
}

const worked: string[] = []
// Some refusals come late, where nobody waits for them.
process.on('uncaughtException', () => undefined)
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    attempt()
    worked.push(what)
  } catch {
    // Refused, as it must be.
  }
}

/** Refused either at once, by Node, or later, by a network that has nothing in it. */
function tryConnecting(host: string, port: number): Promise<void> {
  return new Promise((resolve) => {
    try {
      const socket = connect({ host, port, timeout: 300 })
      socket.on('connect', () => {
        worked.push(`connect to ${host}:${port}`)
        socket.destroy()
        resolve()
      })
      socket.on('error', (error: NodeJS.ErrnoException) => {
        // A refusal by a machine means that the machine was reached.
        if (error.code === 'ECONNREFUSED') worked.push(`reach ${host}:${port}`)
        resolve()
      })
      socket.on('timeout', () => {
        socket.destroy()
        resolve()
      })
    } catch {
      resolve()
    }
  })
}

function trySending(host: string, port: number): Promise<void> {
  return new Promise((resolve) => {
    try {
      const socket = createSocket('udp4')
      socket.on('error', () => resolve())
      setTimeout(resolve, 300)
      socket.send('x', port, host, (error) => {
        if (!error) worked.push(`send to ${host}:${port}`)
        socket.close()
        resolve()
      })
    } catch {
      resolve()
    }
  })
}

function tryListening(): Promise<void> {
  return new Promise((resolve) => {
    try {
      const server = createServer()
      server.on('error', () => resolve())
      setTimeout(resolve, 300)
      server.listen(0, '127.0.0.1', () => {
        worked.push('listen')
        server.close(() => resolve())
      })
    } catch {
      resolve()
    }
  })
}

void Promise.all([
  // Where the database, the queue and the server may be, and where clouds keep their keys.
  ...[5432, 6379, 3000].map((port) => tryConnecting('127.0.0.1', port)),
  tryConnecting('::1', 5432),
  tryConnecting('169.254.169.254', 80),
  trySending('169.254.169.254', 53),
  tryListening(),
]).then(() => {
  process.stdout.write(JSON.stringify(worked))
  process.exitCode = 0
})
