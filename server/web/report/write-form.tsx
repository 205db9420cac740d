import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Fault } from '../components/fault.tsx'
import classes from './talk.module.css'

const mostCharacters = 5_000

interface WriteFormProps {
  readonly label: string
  readonly description?: string
  readonly deed: string
  readonly rows?: number
  readonly autoFocus?: boolean
  readonly onSend: (text: string) => Promise<unknown>
  /** The form is empty by then. */
  readonly onSent: () => unknown
  /** Further buttons. */
  readonly children?: ReactNode
}

/** A text to the other side. What was typed stays when it cannot be sent. */
export function WriteForm(props: WriteFormProps): ReactNode {
  const { label, description, deed, rows = 3, autoFocus = false, onSend, onSent, children } = props
  const { t } = useTranslation('talk')
  const [text, setText] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const sending = useMutation({
    mutationFn: (typed: string) => onSend(typed),
    onSuccess() {
      setText('')
      return onSent()
    },
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (sending.isPending) return
    setIsMissing(text.trim() === '')
    if (text.trim() === '') field.current?.focus()
    else sending.mutate(text.trim())
  }
  return (
    <form className={classes.write} onSubmit={submit} noValidate>
      <Textarea
        ref={field}
        label={label}
        description={description}
        rows={rows}
        maxLength={mostCharacters}
        autoFocus={autoFocus}
        classNames={{ input: classes.growing }}
        value={text}
        error={isMissing && t('missing')}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          setIsMissing(false)
        }}
      />
      {sending.error && <Fault error={sending.error} />}
      <div className={classes.buttons}>
        <Button type="submit" aria-disabled={sending.isPending}>
          {deed}
        </Button>
        {children}
        <span role="status" className={classes.faint}>
          {sending.isSuccess && text === '' && t('sent')}
        </span>
      </div>
    </form>
  )
}
