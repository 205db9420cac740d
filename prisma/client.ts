/** The one way to the database. Times are read and written in UTC, whatever the server is set to. */
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'
import { SteadyClient } from './steady-client.ts'

export { Prisma } from './generated/client.ts'
export type Database = PrismaClient
/** A Database or an open transaction of one. */
export type DatabaseOrTransaction = Omit<
  PrismaClient,
  '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'
>

/**
 * Opens a pool of at most `connections`. Nothing is connected until the first query. Call
 * `$disconnect()` to close it.
 */
export function createClient(databaseUrl: string, connections = 10): Database {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: databaseUrl,
      Client: SteadyClient,
      max: connections,
      connectionTimeoutMillis: 5_000,
      // The adapter drops the offset of a time that it reads, so the session has to be in UTC. A process that
      // freezes, or is cut off, between two statements of a transaction holds its locks for no longer than this.
      options: '-c TimeZone=UTC -c idle_in_transaction_session_timeout=10s',
    }),
  })
}
