import { expect, test } from '@jest/globals'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import pg from 'pg'
import { SteadyClient } from '../../prisma/steady-client.ts'

/** Protocol messages of PostgreSQL: a type, the length with itself, the body. */
function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}
const authenticated = message('R', Buffer.from([0, 0, 0, 0]))
const ready = message('Z', Buffer.from('I'))
const shuttingDown = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'),
)

test('a database that greets and shuts down in one breath fails a query, not the process', async () => {
  const database = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.concat([authenticated, ready, shuttingDown])))
  }).listen(0, '127.0.0.1')
  await once(database, 'listening')
  const { port } = database.address() as AddressInfo
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'x', Client: SteadyClient })
  try {
    const client = await pool.connect()
    await expect(client.query('SELECT 1')).rejects.toThrow()
    client.release(true)
  } finally {
    await pool.end()
    database.close()
  }
})
