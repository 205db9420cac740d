/** At the end of a student's own submission: asking a person to look at the grading again. */
import { Button, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewRequest, Threads } from '../../api/threads.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'
import classes from './talk.module.css'
import { talkQuery } from './talk-query.ts'
import { WriteForm } from './write-form.tsx'

export function AskForRegrade({ submission }: { submission: string }): ReactNode {
  const { t } = useTranslation('talk')
  const queries = useQueryClient()
  const talk = useQuery(talkQuery(submission))
  const [isAsking, setIsAsking] = useState(false)
  if (!talk.data?.mayRequest) return null

  const address = `/api/submissions/${encodeURIComponent(submission)}/requests`
  async function ask(reason: string): Promise<void> {
    const now = await send<Wire<Threads>>('POST', address, { reason } satisfies NewRequest)
    queries.setQueryData(talkQuery(submission).queryKey, now)
    setIsAsking(false)
    // The form is gone; what came of it stands at the top of the page.
    requestAnimationFrame(() => {
      const begun = document.querySelectorAll<HTMLElement>(`.${classes.conversation} h2`)
      const newest = [...begun].at(-1)
      newest?.focus()
      newest?.scrollIntoView({ block: 'center' })
    })
  }

  return (
    <section className={classes.ask} aria-labelledby="ask-for-regrade">
      <Title order={2} size="h4" id="ask-for-regrade">
        {t('ask')}
      </Title>
      <p className={classes.faint}>{t('askMeans')}</p>
      {isAsking ? (
        <WriteForm
          label={t('reason')}
          description={t('reasonHint')}
          deed={t('sendRequest')}
          rows={4}
          autoFocus
          onSend={ask}
          onSent={() => undefined}
        >
          <Button
            variant="default"
            onClick={() => {
              setIsAsking(false)
            }}
          >
            {t('cancel')}
          </Button>
        </WriteForm>
      ) : (
        <Button
          variant="default"
          onClick={() => {
            setIsAsking(true)
          }}
        >
          {t('ask')}
        </Button>
      )}
    </section>
  )
}
