import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { words } from '../web/words.ts'

const folder = join(import.meta.dirname, '..', 'web')
const files = { '/page.css': 'text/css', '/page.js': 'text/javascript' } as const
const language = { en: 'en', zh: 'zh-Hans' } as const

const html = (summary: string, type: string) => ({
  get: {
    summary,
    security: [],
    responses: { 200: { description: summary, content: { [type]: { schema: z.string() } } } },
  },
})

export const pagePaths = {
  '/': html('The page for people', 'text/html'),
  '/page.css': html('Its style', 'text/css'),
  '/page.js': html('Its behaviour', 'text/javascript'),
} satisfies ZodOpenApiPathsObject

/** The page for people, in English or simplified Chinese. It uses the same routes as everybody else. */
export function pageRoutes(demo: boolean): Router {
  const router = Router()
  const template = readFileSync(join(folder, 'page.html'), 'utf8')
  const pages = { en: fill(template, 'en', demo), zh: fill(template, 'zh', demo) }

  router.get('/', (req, res) => {
    const chosen = req.acceptsLanguages('en', 'zh-CN', 'zh-Hans', 'zh')
    const page = typeof chosen === 'string' && chosen.startsWith('zh') ? pages.zh : pages.en
    res.vary('Accept-Language').type('html').send(page)
  })
  for (const [path, type] of Object.entries(files)) {
    const content = readFileSync(join(folder, path), 'utf8')
    router.get(path, (_req, res) => {
      res.type(type).set('Cache-Control', 'no-cache').send(content)
    })
  }
  return router
}

function fill(template: string, chosen: keyof typeof words, demo: boolean): string {
  const values: Record<string, string> = {
    ...words[chosen].page,
    language: language[chosen],
    scriptWords: JSON.stringify(words[chosen].script),
    demo: String(demo),
  }
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(values[name] ?? ''))
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character)
}
