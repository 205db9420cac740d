import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { send } from '../client.ts'
import { noticesQuery } from '../queries.ts'
import { submissionKey } from './submission-query.ts'
import { talkQuery } from './talk-query.ts'

/** What is told of a submission counts as read on the page that shows it, however its reader came there. Undefined until it is known. */
export function useNoticesRead(submission: string | undefined): void {
  const queries = useQueryClient()
  // The bell asks again from time to time; this listens.
  const { data } = useQuery({
    ...noticesQuery,
    ...{ refetchInterval: false, refetchOnWindowFocus: false },
  })
  const { mutate } = useMutation({
    mutationFn: (ids: readonly string[]) =>
      Promise.all(ids.map((id) => send('POST', `/api/notices/${id}/read`))),
    onSettled: () => queries.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  })
  const unread = (data?.notices ?? [])
    .filter((one) => one.submission === submission && one.readAt === null)
    .map(({ id }) => id)
    .join(' ')

  // The server keeps what is read; what came while the page was open has to be shown first.
  useEffect(() => {
    if (unread === '' || submission === undefined) return
    const shown = [submissionKey(submission), talkQuery(submission).queryKey]
    void Promise.all(shown.map((queryKey) => queries.invalidateQueries({ queryKey }))).then(() => {
      mutate(unread.split(' '))
    })
  }, [unread, submission, queries, mutate])
}
