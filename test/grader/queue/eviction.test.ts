import { expect, test } from '@jest/globals'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { demandNoEviction } from '../../../grader/queue/eviction.ts'

/** What stands for a Redis: it answers every command as Redis answers INFO. */
async function redisThatSays(info: string) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      // One array of bulk strings for each command.
      const commands = String(bytes).match(/^\*\d/gm)?.length ?? 0
      socket.write(`$${Buffer.byteLength(info)}\r\n${info}\r\n`.repeat(commands))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `redis://:secret@127.0.0.1:${port}`, place: `127.0.0.1:${port}`, server }
}

test.each(['allkeys-lru', 'volatile-ttl'])(
  'a Redis that may forget (%s) is refused, and told how to keep',
  async (policy) => {
    const { url, place, server } = await redisThatSays(
      `# Memory\r\nmaxmemory:100\r\nmaxmemory_policy:${policy}\r\n`,
    )
    const refusal = await demandNoEviction(url).catch((error: unknown) => error as Error)
    expect(refusal?.message).toMatch(
      `Redis at ${place} has the maxmemory-policy ${policy}, with which it would forget jobs`,
    )
    expect(refusal?.message).toContain('set "maxmemory-policy noeviction"')
    expect(refusal?.message).not.toContain('secret')
    server.close()
  },
)

test.each([
  ['keeps everything', '# Memory\r\nmaxmemory_policy:noeviction\r\n'],
  ['does not tell', '# Memory\r\nused_memory:1\r\n'],
])('a Redis that %s is taken', async (_what, info) => {
  const { url, server } = await redisThatSays(info)
  await demandNoEviction(url)
  server.close()
})

test('one that is away is not judged here', async () => {
  await demandNoEviction('redis://127.0.0.1:1')
})
