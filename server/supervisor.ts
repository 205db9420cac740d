/**
 * Starts PostgreSQL, the database's contents, reference, grader and server; keeps them running; stops
 * them in reverse order. `--only <role>` keeps one role running, beside a database that others share.
 */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { readSettings, roleEnvironment, SettingsError, type Settings } from './config.ts'
import { createCrew, type Crew } from './processes/crew.ts'
import { openDataFolder, type DataFolder } from './processes/data-folder.ts'
import { codeOf, StartFailure } from './processes/failure.ts'
import { openLog } from './processes/log.ts'
import { preparePostgres } from './processes/postgres.ts'
import { role } from './processes/role.ts'
import { openTerminal } from './processes/terminal.ts'

/** In the order in which they are started. The grader may finish the submissions that it has. */
const roles = [
  { name: 'reference', entry: 'reference/worker.ts', graceMs: 10_000 },
  { name: 'grader', entry: 'grader/worker.ts', graceMs: 40_000 },
  { name: 'server', entry: 'server/main.ts', graceMs: 10_000 },
] as const

const terminal = openTerminal()

try {
  await main(process.argv[3])
} catch (error) {
  if (!(error instanceof StartFailure || error instanceof SettingsError)) throw error
  terminal.complain(error.message)
  process.exitCode = 1
}
process.exit()

async function main(only: string | undefined): Promise<void> {
  const settings = readSettings()
  if (only === undefined || only === 'server') await demandFreePort(settings)
  const data = openDataFolder(settings.dataFolder)
  const crew = createCrew(terminal.complain)
  const asked = askedToStop(crew)
  try {
    if (only === undefined) data.hold()
    await Promise.race([start(only, settings, data, crew), asked])
    await asked
    terminal.say('Stopping.')
  } finally {
    await crew.stop()
    data.release()
  }
}

async function start(
  only: string | undefined,
  settings: Settings,
  data: DataFolder,
  crew: Crew,
): Promise<void> {
  const environment = roleEnvironment({
    ...settings,
    databaseUrl: settings.databaseUrl ?? (await startPostgres(only, data, crew)),
    secret: settings.secret ?? data.secret('secret'),
  })
  const common = { environment, terminal }
  const told: { name: string; lines: readonly string[] }[] = []
  if (only === undefined || only === 'server') {
    const log = openLog(data.path, 'prepare')
    const prepare = { name: 'prepare', entry: 'server/prepare.ts', temporary: true, graceMs: 5_000 }
    const lines = await crew.start(role({ ...prepare, ...common, log }))
    told.push({ name: 'first', lines })
  }
  const wanted = roles.filter(({ name }) => only === undefined || name === only)
  const started = await Promise.all(
    wanted.map(async (options) => ({
      name: options.name,
      lines: await crew.start(
        role({ ...options, ...common, log: openLog(data.path, options.name) }),
      ),
    })),
  )
  announce(settings, data, [...told, ...started])
}

async function startPostgres(
  only: string | undefined,
  data: DataFolder,
  crew: Crew,
): Promise<string> {
  if (only !== undefined) {
    throw new StartFailure(
      `DATABASE_URL is not set. A ${only} alone shares the database of the others: give it the same DATABASE_URL and ATTENDANT_SECRET. npm start runs everything here.`,
    )
  }
  const { url, part } = await preparePostgres(data, terminal.say)
  await crew.start(part)
  return url
}

function announce(
  { url }: Settings,
  data: DataFolder,
  told: readonly { readonly name: string; readonly lines: readonly string[] }[],
): void {
  const rows = [
    ...told.flatMap(({ name, lines }) =>
      lines.filter((line) => line !== url).map((line, row) => [row === 0 ? name : '', line]),
    ),
    ['data', `${data.path} (logs in its folder logs)`],
    ['stop', 'Ctrl-C'],
  ]
  const serves = told.some(({ name }) => name === 'server')
  terminal.say(serves ? `\nAttendant is ready: ${url}\n` : '\nReady.\n')
  for (const [name = '', text] of rows) terminal.say(`  ${name.padEnd(10)} ${text}`)
  terminal.say('')
}

/** Tells of a port that is taken before anything is started for nothing. */
async function demandFreePort({ host, port }: Settings): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ host, port, exclusive: true })
    await once(probe, 'listening')
  } catch (error) {
    const remedies: Record<string, string> = {
      EADDRINUSE: `Port ${port} on ${host} is in use by another program. Stop that one, or choose another port: PORT=${port + 1} npm start.`,
      EACCES: `Port ${port} may not be opened by this user. Choose one from 1024 up: PORT=3000 npm start.`,
      EADDRNOTAVAIL: `HOST is "${host}", which is no address of this machine.`,
      ENOTFOUND: `HOST is "${host}", which is no address of this machine.`,
    }
    const remedy = remedies[codeOf(error) ?? '']
    if (remedy === undefined) throw error
    throw new StartFailure(remedy, { cause: error })
  } finally {
    probe.close()
  }
}

/**
 * Resolves when a person or the process that started this one asks to stop. Being asked again ends
 * everything at once.
 */
function askedToStop(crew: Crew): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined
    const ask = () => {
      first ??= performance.now()
      resolve()
      // One Ctrl-C arrives several times: from the terminal, from npm and from start.mjs.
      if (performance.now() - first < 500) return
      crew.kill()
      process.exit(130)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
    process.on('disconnect', ask)
  })
}
