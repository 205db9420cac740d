import { useTranslation } from 'react-i18next'

const known = ['slugTaken', 'notProved', 'notChecked', 'editionNewer'] as const

/** Why the server may refuse, in the language of the page, by its code. */
export function useRefusals(): Readonly<Record<string, string>> {
  const { t } = useTranslation('workshop')
  return Object.fromEntries(known.map((code) => [code, t(code)]))
}
