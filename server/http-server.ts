/** The listening server, with limits on what a connection may cost before any route sees a request. */
import { createServer, type RequestListener, type Server } from 'node:http'

/** Each costs a file handle and some memory. Streams of a thousand students fit, and as many pages again. */
const mostConnections = 4_000

/** Who sends headers or a body drop by drop is cut off; an event stream is an answer, and may take its time. */
export function createHttpServer(app: RequestListener): Server {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 },
    app,
  )
  server.maxConnections = mostConnections
  return server
}
