import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Router, type RequestHandler } from 'express'
import serveCompressed from 'express-static-gzip'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'

const built = join(import.meta.dirname, '..', 'web', 'built')
const year = 365 * 24 * 60 * 60

export const pagePaths = {
  '/': {
    get: {
      summary: 'The page for people; so is every other address outside /api',
      security: [],
      responses: {
        200: { description: 'The page', content: { 'text/html': { schema: z.string() } } },
      },
    },
  },
} satisfies ZodOpenApiPathsObject

/**
 * The page for people: one document for all its addresses, and the files it is made of. It uses the
 * same API as everybody else. An address under /api is never answered here.
 */
export function pageRoutes(): Router {
  const router = Router()
  const serve: RequestHandler = serveCompressed(built, {
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    index: false,
    serveStatic: {
      cacheControl: false,
      setHeaders(res, path) {
        // The name of a file under assets/ changes with its content.
        const unchanging = path.startsWith(join(built, 'assets'))
        res.setHeader(
          'Cache-Control',
          unchanging ? `public, max-age=${year}, immutable` : 'no-cache',
        )
      },
    },
  })
  // A file that is gone, since the page was built again, is not found; it never ends the server.
  const sendFile: RequestHandler = (req, res, next) => {
    serve(req, res, (error?: unknown) => {
      res.removeHeader('Content-Encoding')
      next(error)
    })
  }
  router.get('/', sendPage)
  // Its other addresses, and the files that it is made of, are no routes of their own.
  router.use((req, res, next) => {
    if (!['GET', 'HEAD'].includes(req.method) || notOurs.test(req.path)) next()
    else if (files.test(req.path)) sendFile(req, res, next)
    else sendPage(req, res, next)
  })
  return router
}

const notOurs = /^\/(api\/|healthz$|metrics$)/
const files = /^\/(assets\/.+|[\w-]+\.(js|svg))$/

const sendPage: RequestHandler = (req, res) => {
  const asked = req.acceptsLanguages('en', 'zh-CN', 'zh-Hans', 'zh')
  const language = typeof asked === 'string' && asked.startsWith('zh') ? 'zh-Hans' : 'en'
  const nonce = randomBytes(16).toString('base64')
  // Read each time: the page may have been built again.
  const template = readFileSync(join(built, 'index.html'), 'utf8')
  res
    .vary('Accept-Language')
    .set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': contentPolicy(nonce) })
    .type('html')
    .send(template.replace('%LANGUAGE%', language).replace('%NONCE%', nonce))
}

/**
 * Scripts, connections and fonts from here alone. Style elements need the nonce; style attributes
 * are allowed, because the editor and formulas place their parts with them.
 */
function contentPolicy(nonce: string): string {
  return [
    ...["default-src 'none'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"],
    ...["script-src 'self'", "worker-src 'self'", "connect-src 'self'", "form-action 'self'"],
    ...["font-src 'self'", "img-src 'self' data:"],
    ...[`style-src-elem 'self' 'nonce-${nonce}'`, "style-src-attr 'unsafe-inline'"],
  ].join('; ')
}
