/** Says what a decision means, and asks for the reason before it is made. */
import { Button, Textarea } from '@mantine/core'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../components/dialog.tsx'
import classes from './reason-dialog.module.css'
import { Refusal } from './refusal.tsx'

interface ReasonDialogProps {
  readonly title: string
  readonly label: string
  readonly hint?: string
  /** Said where there is no reason; null: it can do without. */
  readonly missing: string | null
  readonly mostCharacters?: number
  /** What the reason begins with. */
  readonly beginning?: string
  /** What the button that decides is called. */
  readonly deed: string
  readonly isGrave?: boolean
  readonly deciding: {
    mutate(this: void, reason: string): void
    readonly isPending: boolean
    readonly error: Error | null
  }
  /** Why the server may refuse, by its code. */
  readonly refusals?: Readonly<Record<string, string>>
  readonly onClose: () => void
  /** What it means. */
  readonly children?: ReactNode
}

export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  const { title, label, hint, missing, mostCharacters = 1000, beginning = '' } = props
  const { deed, isGrave = false, deciding, refusals = {}, onClose, children } = props
  const { t } = useTranslation()
  const [reason, setReason] = useState(beginning)
  const [wasTried, setWasTried] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const isMissing = missing !== null && reason.trim() === ''
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setWasTried(true)
          if (isMissing) field.current?.focus()
          else if (!deciding.isPending) deciding.mutate(reason.trim())
        }}
      >
        <Textarea
          ref={field}
          label={label}
          description={hint}
          rows={3}
          maxLength={mostCharacters}
          value={reason}
          error={wasTried && isMissing && missing}
          onChange={({ currentTarget }) => {
            setReason(currentTarget.value)
          }}
        />
        <Refusal error={deciding.error} words={refusals} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            {...(isGrave && { color: 'red' })}
            aria-disabled={deciding.isPending}
          >
            {deed}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
