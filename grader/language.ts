/** The language in which a command says its report. */
import { Option } from 'commander'
import { languageNames, type Language } from './explain/words.ts'

/** `--language`; without it, the language that the terminal is set to. */
export function languageOption(): Option {
  return new Option('--language <language>', 'the language of the report')
    .choices(languageNames)
    .default(languageOf(process.env))
}

/** What ATTENDANT_LANGUAGE says, or else the locale: Chinese for `zh_CN.UTF-8`, English for all others. */
export function languageOf(environment: Readonly<NodeJS.ProcessEnv>): Language {
  const [locale = ''] = ['ATTENDANT_LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'].flatMap(
    (name) => environment[name] || [],
  )
  return /^zh\b|^zh_/i.test(locale) ? 'zh' : 'en'
}
