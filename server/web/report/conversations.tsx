/** The conversations about a submission, on its page; nothing where nobody has written. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Conversation } from './conversation.tsx'
import { talkQuery } from './talk-query.ts'

interface ConversationsProps {
  readonly submission: string
  /** Whether the reader is its student. */
  readonly isOwn: boolean
}

export function Conversations({ submission, isOwn }: ConversationsProps): ReactNode {
  const queries = useQueryClient()
  const talk = useQuery(talkQuery(submission))
  return talk.data?.threads.map((thread) => (
    <Conversation
      key={thread.id}
      thread={thread}
      isStaff={!isOwn}
      onChanged={() => queries.invalidateQueries({ queryKey: talkQuery(submission).queryKey })}
    />
  ))
}
