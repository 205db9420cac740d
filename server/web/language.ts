/** English and 简体中文: the catalogue of the chosen language is the only one that is loaded. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../api/session.ts'
import type { Words } from './words/words.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    resources: Words
  }
}

const storageKey = 'attendant-language'
const htmlLanguage = { en: 'en', zh: 'zh-Hans' } as const
const catalogues = {
  en: () => import('./words/en.ts'),
  zh: () => import('./words/zh.ts'),
}
/** Words that only some pages need, and load themselves. */
const lateCatalogues = {
  staff: {
    en: async () => (await import('./words/en/staff.ts')).words,
    zh: async () => (await import('./words/zh/staff.ts')).words,
  },
  account: {
    en: () => import('./words/en/account.ts'),
    zh: () => import('./words/zh/account.ts'),
  },
}
export type LateWords = keyof typeof lateCatalogues
const wanted = new Set<LateWords>()

export const languages: readonly { language: Language; name: string }[] = [
  { language: 'en', name: 'English' },
  { language: 'zh', name: '简体中文' },
]

/** Loads the words of the language that was chosen here before, else of the one the browser asks for. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await changeLanguage(storedLanguage() ?? browserLanguage())
}

/** Shows the page in that language, without remembering it. */
export async function changeLanguage(language: Language): Promise<void> {
  const { words } = await catalogues[language]()
  addWords(language, words)
  for (const late of wanted) addWords(language, await lateCatalogues[late][language]())
  await i18next.changeLanguage(language)
  document.documentElement.lang = htmlLanguage[language]
}

/** Loads words of some pages, now and in every language that is chosen later. */
export async function loadWords(late: LateWords): Promise<void> {
  wanted.add(late)
  const language = currentLanguage()
  addWords(language, await lateCatalogues[late][language]())
}

function addWords(language: Language, words: Readonly<Record<string, object>>): void {
  for (const [namespace, entries] of Object.entries(words)) {
    i18next.addResourceBundle(language, namespace, entries)
  }
}

/** Also remembers it on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language)
  await changeLanguage(language)
}

/** The language that the page is in. */
export function currentLanguage(): Language {
  return i18next.language === 'zh' ? 'zh' : 'en'
}

/** What was chosen on this device; null when nothing was. */
export function storedLanguage(): Language | null {
  const stored = localStorage.getItem(storageKey)
  return stored === 'en' || stored === 'zh' ? stored : null
}

function browserLanguage(): Language {
  const known = navigator.languages.find((one) => /^(en|zh)\b/.test(one))
  return known?.startsWith('zh') ? 'zh' : 'en'
}
