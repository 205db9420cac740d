/**
 * The one command: installs what is missing, then starts everything, or one part of it, under the
 * Node that Attendant is built for. Plain JavaScript without dependencies, like `install.mjs`.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { install, isInstalled, productNode, root, SetupError } from './install.mjs'

const roles = ['server', 'grader', 'reference']

const usage = `Usage: npm start [-- <option>]

  (no option)             start everything: database, reference, grader, server
  --only <role>           start one role: ${roles.join(', ')}
  --install               install what is missing, and stop
  --run <file.ts> [...]   run a TypeScript file under Attendant's own Node
  --help                  show this and the settings
`

/** The channel tells a child when this process is gone, however it went. */
const tethered = ['inherit', 'inherit', 'inherit', 'ipc']

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function main([mode, ...rest]) {
  switch (mode) {
    case undefined:
      return start('server/supervisor.ts', [])
    case '--only':
      if (!roles.includes(rest[0])) return misused(`--only wants one of ${roles.join(', ')}`)
      return start('server/supervisor.ts', ['--only', rest[0]])
    case '--install':
      return install({ tools: true })
    case '--run':
      if (!rest[0]) return misused('--run wants a TypeScript file')
      return start(rest[0], rest.slice(1), { tools: true, stdio: 'inherit' })
    case '--help':
      console.log(usage)
      if (isInstalled({ tools: false })) return start('server/settings.ts', [])
      return console.log('The settings are shown once the packages are installed.')
    default:
      return misused(`unknown option ${mode}`)
  }
}

function misused(problem) {
  console.error(`${problem}\n\n${usage}`)
  process.exitCode = 64
}

/** Runs an entry file to its end; its exit code or signal becomes this process's own. */
async function start(entry, parameters, { tools = false, stdio = tethered } = {}) {
  await install({ tools })
  const child = spawn(productNode(), [join(root, entry), ...parameters], {
    stdio,
    // Node keeps what it has compiled, for itself and its children: a quarter less work at a start.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'), ...process.env },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('error', (error) => {
    console.error(`${productNode()} does not start: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
