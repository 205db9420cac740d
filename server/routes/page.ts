import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Router, type RequestHandler } from 'express'
import helmet from 'helmet'
import sirv from 'sirv'
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
  const template = readFileSync(join(built, 'index.html'), 'utf8')

  const files = sirv(built, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(res, path) {
      // The name of a file under assets/ changes with its content.
      const unchanging = path.startsWith('/assets/')
      res.setHeader('Cache-Control', unchanging ? `public, max-age=${year}, immutable` : 'no-cache')
    },
  })
  router.get(/^\/(assets\/.+|[\w-]+\.(js|svg))$/, files)

  router.get(/^\/(?!api\/|assets\/|healthz$|metrics$)/, withNonce, contentPolicy, (req, res) => {
    const asked = req.acceptsLanguages('en', 'zh-CN', 'zh-Hans', 'zh')
    const language = typeof asked === 'string' && asked.startsWith('zh') ? 'zh-Hans' : 'en'
    const page = template
      .replace('%LANGUAGE%', language)
      .replace('%NONCE%', z.string().parse(res.locals['nonce']))
    res.vary('Accept-Language').set('Cache-Control', 'no-store').type('html').send(page)
  })
  return router
}

const withNonce: RequestHandler = (_req, res, next) => {
  res.locals['nonce'] = randomBytes(16).toString('base64')
  next()
}

/**
 * Scripts, connections and fonts from here alone. Style elements need the nonce; style attributes
 * are allowed, because the editor and formulas place their parts with them.
 */
const contentPolicy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    ...{ defaultSrc: ["'none'"], baseUri: ["'none'"], objectSrc: ["'none'"] },
    ...{ frameAncestors: ["'none'"], formAction: ["'self'"], connectSrc: ["'self'"] },
    ...{ scriptSrc: ["'self'"], workerSrc: ["'self'"], fontSrc: ["'self'"] },
    imgSrc: ["'self'", 'data:'],
    styleSrcElem: [
      "'self'",
      (_req, res) =>
        `'nonce-${z.object({ nonce: z.string() }).parse(Reflect.get(res, 'locals')).nonce}'`,
    ],
    styleSrcAttr: ["'unsafe-inline'"],
  },
})
