/**
 * Plays a student's program that broke out of the isolate into its process: tries everything that
 * must not work there, and says what worked. Started with the same command line as a child.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { Worker } from 'node:worker_threads'

const ourOwnVariables = ['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE']

const attempts: Record<string, () => unknown> = {
  'read /etc/passwd': () => readFileSync('/etc/passwd'),
  'read the environment of process 1': () => readFileSync('/proc/1/environ'),
  'list the root folder': () => readdirSync('/'),
  'write into /tmp': () => writeFileSync('/tmp/attendant-escaped', 'x'),
  'write into /dev/shm': () => writeFileSync('/dev/shm/attendant-escaped', 'x'),
  'write into the working folder': () => writeFileSync('attendant-escaped', 'x'),
  'start a process': () => {
    const { error } = spawnSync('/bin/true')
    if (error) throw error
  },
  'start a worker': () => new Worker('', { eval: true }),
  'see environment variables': () => {
    const names = Object.keys(process.env).filter((name) => !ourOwnVariables.includes(name))
    if (names.length === 0) throw new Error('none')
  },
}

const worked: string[] = []
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

void Promise.all([tryConnecting('127.0.0.1', 5432), tryConnecting('169.254.169.254', 80)]).then(
  () => process.stdout.write(JSON.stringify(worked)),
)
