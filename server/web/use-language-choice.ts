import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountChange, Language, Session } from '../api/session.ts'
import type { Wire } from '../api/wire.ts'
import { send } from './client.ts'
import { chooseLanguage } from './language.ts'
import { sessionQuery } from './queries.ts'

/** Changes the language of this page, on this device, and of the account of whoever is signed in. */
export function useLanguageChoice(): (language: Language) => void {
  const queries = useQueryClient()
  const { data } = useQuery(sessionQuery)
  const store = useMutation({
    mutationFn: (language: Language) =>
      send<Wire<Session>>('PATCH', '/api/account', { language } satisfies AccountChange),
    onSuccess(session) {
      queries.setQueryData(sessionQuery.queryKey, session)
    },
  })
  return (language) => {
    void chooseLanguage(language)
    if (data?.user) store.mutate(language)
  }
}
