/** What student and staff wrote to each other about a submission, and writing to the student. */
import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inert } from '../../../../grader/explain.ts'
import type { NewReply, ReviewThreads } from '../../../api/review.ts'
import type { Wire } from '../../../api/wire.ts'
import { send } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { dateTime } from '../../dates.ts'
import { doneKey, isDoneKey } from './keys.ts'
import type { Opened } from './opened.ts'
import { addressOf } from './questions.ts'
import classes from './review.module.css'

type Threads = Opened['threads']

interface MessagesProps {
  readonly course: string
  readonly opened: Opened
  readonly onSent: (threads: Threads) => void
}

export function Messages({ course, opened, onSent }: MessagesProps): ReactNode {
  const { t } = useTranslation('review')
  const [text, setText] = useState('')
  const sending = useMutation({
    mutationFn: () =>
      send<Wire<ReviewThreads>>('POST', addressOf(course, `reviews/${opened.id}/replies`), {
        text: text.trim(),
      } satisfies NewReply),
    onSuccess({ threads }) {
      setText('')
      onSent(threads)
    },
  })
  const sendIt = () => {
    if (text.trim() !== '' && !sending.isPending) sending.mutate()
  }
  return (
    <section className={classes.panel} aria-labelledby="review-messages">
      <div className={classes.sectionHead}>
        <h2 id="review-messages">{t('messages')}</h2>
      </div>
      {opened.threads.map((thread) => (
        <Thread key={thread.id} thread={thread} />
      ))}
      <div
        onKeyDown={(event) => {
          if (!isDoneKey(event)) return
          event.preventDefault()
          event.stopPropagation()
          sendIt()
        }}
      >
        <Textarea
          data-part="message"
          label={t('message')}
          rows={3}
          maxLength={10_000}
          classNames={{ input: classes.growing }}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
          }}
        />
        <div className={classes.editorTools}>
          <Button
            variant="default"
            size="compact-md"
            aria-disabled={text.trim() === '' || sending.isPending}
            onClick={sendIt}
            rightSection={<kbd>{doneKey.shown}</kbd>}
          >
            {t('messageSend')}
          </Button>
          <span role="status" className={classes.faint}>
            {sending.isSuccess && text === '' && t('messageSent')}
          </span>
        </div>
      </div>
      {sending.error && <Fault error={sending.error} />}
    </section>
  )
}

const stateWords = {
  open: 'requestOpen',
  answered: 'requestAnswered',
  closed: 'requestClosed',
} as const

function Thread({ thread: { kind, state, messages } }: { thread: Threads[number] }): ReactNode {
  const { t } = useTranslation('review')
  return (
    <div className={classes.thread}>
      {kind === 'request' && (
        <p>
          <strong>{t('request')}</strong> · {t(stateWords[state])}
        </p>
      )}
      <ul>
        {messages.map(({ id, by, name, text, sentAt }) => (
          <li key={id} className={classes.message} data-by={by}>
            <p className={classes.faint}>
              {t('messageFrom', {
                name: name ?? t(by === 'student' ? 'messageFromStudent' : 'messageFromStaff'),
                time: dateTime(sentAt),
              })}
            </p>
            <p className={classes.text}>{inert(text)}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
