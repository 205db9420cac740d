/** The connections of all pools. */
import pg from 'pg'

/**
 * A connection whose loss never ends the process. A pool hands a new connection over before its owner
 * can listen for errors; when a database that shuts down says so in that very moment, nobody would.
 * The next query on the connection fails, and tells its owner.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('error', () => undefined)
  }
}
