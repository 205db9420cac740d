/** The web server's process: settings, app, port; and an end in which nobody is cut off. */
import { once } from 'node:events'
import pino from 'pino'
import { course } from '../exercises/index.ts'
import { endUnreachable } from '../grader/start-failure.ts'
import { openQueue } from '../grader/queue/queue.ts'
import { createClient } from '../prisma/client.ts'
import packageJson from '../package.json' with { type: 'json' }
import { createApp } from './app.ts'
import { openCatalogue } from './catalogue.ts'
import { readRoleSettings } from './config.ts'
import { erasedFileIn } from './erasure/list.ts'
import { openEvents } from './events.ts'
import { createHttpServer } from './http-server.ts'

/** How long requests may go on after a stop was asked for. */
const drainMilliseconds = 5_000

const {
  databaseUrl,
  redisUrl,
  secret,
  demo,
  proxies,
  url,
  host,
  port,
  provider,
  mail,
  dataFolder,
} = readRoleSettings()
const log = pino({ name: 'server' })
const db = createClient(databaseUrl)
const queue = await openQueue({
  databaseUrl,
  redisUrl,
  onError: (error) => {
    log.warn({ err: error }, 'queue')
  },
}).catch(endUnreachable)
const events = openEvents(databaseUrl, log)
const catalogue = await openCatalogue({ db, log, repository: course })
const app = createApp({
  ...{ db, queue, events, log, catalogue },
  config: {
    ...{ demo, secret, proxies, url, provider, mail },
    version: packageJson.version,
    erasedFile: erasedFileIn(dataFolder),
  },
})
const server = createHttpServer(app.express)
server.listen(port, host)
await once(server, 'listening')
log.info({ url }, 'listening')
process.send?.({
  ready: true,
  lines: [
    url,
    demo
      ? 'sign in there with one click, as student, teaching assistant or instructor'
      : 'sign in there with your account, or with an API key: Authorization: Bearer att_…',
  ],
})

await new Promise((stop) => {
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop)
})
const impatience = setTimeout(() => {
  server.closeAllConnections()
}, drainMilliseconds)
const closed = once(server, 'close')
server.close()
app.endStreams()
await closed
clearTimeout(impatience)
catalogue.close()
await Promise.all([events.close(), queue.close()])
await db.$disconnect()
log.info('stopped')
