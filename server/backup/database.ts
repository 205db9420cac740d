/** Reaches the database of a backup: one that runs, or the data folder's own, started for the while. */
import pg from 'pg'
import { SteadyClient } from '../../prisma/steady-client.ts'
import { createCrew } from '../processes/crew.ts'
import type { DataFolder } from '../processes/data-folder.ts'
import { codeOf } from '../processes/failure.ts'
import { hasPostgres, preparePostgres, runningPostgres } from '../processes/postgres.ts'
import { BackupRefused } from './manifest.ts'

interface Reaching {
  readonly databaseUrl: string | undefined
  readonly data: DataFolder
  /** Whether a data folder without a database gets one. */
  readonly creates: boolean
  readonly tell: (line: string) => void
}

/**
 * Hands a connection to `use`. A database that was started for it is stopped afterwards.
 * @throws StartFailure or BackupRefused when there is none.
 */
export async function withDatabase<T>(
  { databaseUrl, data, creates, tell }: Reaching,
  use: (client: pg.Client, url: string) => Promise<T>,
): Promise<T> {
  const running = databaseUrl ?? runningPostgres(data)
  if (running !== null) return await connected(running, use)
  if (!creates && !hasPostgres(data)) {
    throw new BackupRefused(
      `There is no database in ${data.path}. Name the folder with ATTENDANT_DATA, or the database with DATABASE_URL.`,
    )
  }
  data.hold()
  const crew = createCrew(tell)
  try {
    const { url, part } = await preparePostgres(data, tell)
    await crew.start(part)
    return await connected(url, use)
  } finally {
    await crew.stop()
    data.release()
  }
}

async function connected<T>(
  url: string,
  use: (client: pg.Client, url: string) => Promise<T>,
): Promise<T> {
  const client = new SteadyClient({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect().catch((cause: unknown) => {
      const { host, port, database = '' } = client
      throw new BackupRefused(
        `The database ${database} at ${host}:${port} cannot be reached (${codeOf(cause) ?? String(cause)}). Start it, or correct DATABASE_URL.`,
        { cause },
      )
    })
    return await use(client, url)
  } finally {
    await client.end().catch(() => undefined)
  }
}
