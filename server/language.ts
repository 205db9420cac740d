/** Which of our languages a request is answered in. */
import type { Request } from 'express'
import { z } from 'zod'
import { Language } from './api/session.ts'
import { visitorOf } from './auth.ts'

/** For routes that answer in a language: `?language=zh`. */
export const LanguageQuery = z.object({
  language: Language.optional().meta({
    description: 'Else the one you chose, else what the browser asks for',
  }),
})

/** What the address asks for, else what the user chose, else what the browser prefers. Throws 400 for a language that there is not. */
export function languageOf(req: Request): Language {
  const { language } = LanguageQuery.parse({ language: req.query['language'] })
  const chosen = Language.safeParse(visitorOf(req)?.language)
  return language ?? chosen.data ?? (req.acceptsLanguages('en', 'zh') === 'zh' ? 'zh' : 'en')
}
