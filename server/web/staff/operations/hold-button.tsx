/** Holds something back, with a reason that is asked for, or lets it go on. */
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { Fault } from '../../components/fault.tsx'
import classes from './operations.module.css'
import { hold, operationsQuery, type Held } from './questions.ts'

interface HoldButtonProps {
  readonly what: Held
  readonly isHeld: boolean
  /** What the button shows, and what screen readers say of it. */
  readonly deed: string
  readonly name: string
  readonly hint: string
}

export function HoldButton({ what, isHeld, deed, name, hint }: HoldButtonProps): ReactNode {
  const { t } = useTranslation(['operations', 'shell'])
  const queries = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const [reason, setReason] = useState('')
  const holding = useMutation({
    mutationFn: (why: string | null) => hold(what, why),
    onSuccess(everything) {
      queries.setQueryData(operationsQuery.queryKey, everything)
      setIsAsking(false)
      setReason('')
    },
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!holding.isPending && reason.trim() !== '') holding.mutate(reason.trim())
  }
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={name}
        loading={holding.isPending}
        onClick={() => {
          if (isHeld) holding.mutate(null)
          else setIsAsking(true)
        }}
      >
        {deed}
      </Button>
      {isHeld && holding.error && <Fault error={holding.error} />}
      {isAsking && (
        <Dialog
          title={name}
          onClose={() => {
            setIsAsking(false)
          }}
        >
          <form className={classes.form} onSubmit={submit}>
            <TextInput
              label={t('why')}
              description={hint}
              required
              maxLength={300}
              value={reason}
              onChange={({ currentTarget: { value } }) => {
                setReason(value)
              }}
            />
            {holding.error && <Fault error={holding.error} />}
            <div className={classes.buttons}>
              <Button
                variant="default"
                onClick={() => {
                  setIsAsking(false)
                }}
              >
                {t('shell:cancel')}
              </Button>
              <Button type="submit" loading={holding.isPending}>
                {deed}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  )
}
