/** One conversation: its messages, writing another one, closing it. The student and the staff see the same. */
import { Button, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inert } from '../../../grader/explain.ts'
import type { NewMessage } from '../../api/threads.ts'
import { send } from '../client.ts'
import { Fault } from '../components/fault.tsx'
import { dateTime, relativeTime, useNow } from '../dates.ts'
import classes from './talk.module.css'
import type { Talk } from './talk-query.ts'
import { WriteForm } from './write-form.tsx'

interface ConversationProps {
  readonly thread: Talk
  readonly isStaff: boolean
  /** Fetches it anew. */
  readonly onChanged: () => Promise<unknown>
}

export function Conversation({ thread, isStaff, onChanged }: ConversationProps): ReactNode {
  const { t } = useTranslation('talk')
  const id = useId()
  const { kind, state, assignee, closed, messages } = thread
  const address = `/api/threads/${thread.id}`
  const close = useMutation({
    mutationFn: () => send('POST', `${address}/close`),
    onSuccess: onChanged,
  })
  const side = (by: 'student' | 'staff') => (by === 'student' ? t('byStudent') : t('byStaff'))
  return (
    <section className={classes.conversation} aria-labelledby={id}>
      <header className={classes.head}>
        <Title order={2} size="h4" id={id} tabIndex={-1}>
          {t(kind === 'request' ? 'requestFor' : 'replyFrom')}
        </Title>
        {(kind === 'request' || state !== 'answered') && (
          <span className={classes.state} data-state={state}>
            {state === 'open' && isStaff ? t('openToStaff') : t(state)}
          </span>
        )}
        {assignee && (
          <span className={classes.faint}>
            {assignee.isMe ? t('youAnswer') : t('answersIt', { name: inert(assignee.name) })}
          </span>
        )}
      </header>
      <ol role="list" className={classes.messages}>
        {messages.map((one) => (
          <Message key={one.id} message={one} side={side(one.by)} />
        ))}
      </ol>
      {closed && (
        <p className={classes.faint}>
          {t('closedBy', {
            name: closed.name === null ? side(closed.by) : inert(closed.name),
            when: dateTime(closed.at),
          })}
        </p>
      )}
      <WriteForm
        label={closed ? t('writeAgain') : t('write')}
        deed={t('send')}
        onSend={(text) => send('POST', `${address}/messages`, { text } satisfies NewMessage)}
        onSent={onChanged}
      >
        {!closed && (
          <Button
            variant="default"
            aria-disabled={close.isPending}
            onClick={() => {
              if (!close.isPending) close.mutate()
            }}
          >
            {kind === 'request' ? t('closeRequest') : t('close')}
          </Button>
        )}
      </WriteForm>
      {close.error && <Fault error={close.error} />}
    </section>
  )
}

function Message({
  message,
  side,
}: {
  message: Talk['messages'][number]
  side: string
}): ReactNode {
  const { t } = useTranslation('talk')
  const now = useNow()
  const { by, isMine, name, text, sentAt } = message
  const nameless = by === 'student' ? side : t('somebody')
  return (
    <li className={classes.message} data-by={by}>
      <p className={classes.author}>
        <strong>{isMine ? t('you') : name === null ? nameless : inert(name)}</strong>
        {!isMine && name !== null && <span>{side}</span>}
        <time dateTime={sentAt} title={dateTime(sentAt)}>
          {relativeTime(sentAt, now)}
        </time>
      </p>
      <p className={classes.text}>{inert(text)}</p>
    </li>
  )
}
