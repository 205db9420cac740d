/** One answer to everybody in a cluster: who gets it is said before it is sent. */
import { Alert, Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewClusterAnswer, SentAnswer } from '../../../api/clusters.ts'
import { Refused, send } from '../../client.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Fault } from '../../components/fault.tsx'
import { clusterName } from './cluster-name.ts'
import classes from './clusters.module.css'
import { type Choice, type Cluster, clustersAddress, clustersKey } from './clusters-query.ts'

const mostCharacters = 5_000

interface AnswerDialogProps {
  readonly course: string
  readonly choice: Choice
  readonly cluster: Cluster
  readonly to: 'all' | 'new'
  /** With how many students got an answer; null: none was sent. */
  readonly onClose: (students: number | null) => void
}

export function AnswerDialog(props: AnswerDialogProps): ReactNode {
  const { course, choice, cluster, to, onClose } = props
  const { t } = useTranslation(['clusters', 'shell'])
  const queries = useQueryClient()
  const [text, setText] = useState(to === 'new' ? (cluster.lastAnswer?.text ?? '') : '')
  const [isMissing, setIsMissing] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const count = to === 'all' ? cluster.here : cluster.unanswered
  const sending = useMutation({
    mutationFn: () =>
      send<SentAnswer>('POST', `${clustersAddress(course)}/${choice.exercise}/answers`, {
        ...{ cluster: cluster.key, to, students: count, text: text.trim() },
        ...(choice.section !== '' && { section: choice.section }),
      } satisfies NewClusterAnswer),
    onSuccess({ students }) {
      field.current?.closest('dialog')?.close(String(students))
      return queries.invalidateQueries({ queryKey: clustersKey(course) })
    },
    // The new number is what the button says next.
    onError: () => queries.invalidateQueries({ queryKey: clustersKey(course) }),
  })
  const areOthers = sending.error instanceof Refused && sending.error.code === 'otherStudents'
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (sending.isPending || count === 0) return
    setIsMissing(text.trim() === '')
    if (text.trim() === '') field.current?.focus()
    else sending.mutate()
  }
  return (
    <Dialog
      title={clusterName(t, cluster)}
      onClose={(students) => {
        onClose(students === '' ? null : Number(students))
      }}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <p role="status">
          {count === 0 ? t('nobodyLeft') : t('getsIt', { count })}{' '}
          {choice.section !== '' && t('inSection', { section: choice.section })}
        </p>
        <Textarea
          ref={field}
          label={t('answer')}
          description={t('answerHint')}
          rows={6}
          maxLength={mostCharacters}
          autoFocus
          value={text}
          error={isMissing && t('answerMissing')}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            setIsMissing(false)
          }}
        />
        {areOthers && (
          <Alert role="alert" color="orange">
            {t('otherStudents')}
          </Alert>
        )}
        {sending.error && !areOthers && <Fault error={sending.error} />}
        <div className={classes.formButtons}>
          <Button
            variant="default"
            onClick={({ currentTarget }) => {
              currentTarget.closest('dialog')?.close()
            }}
          >
            {t('cancel', { ns: 'shell' })}
          </Button>
          <Button type="submit" aria-disabled={sending.isPending || count === 0}>
            {t('send', { count })}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
