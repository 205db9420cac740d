/** Holds something back, with a reason that is asked for, or lets it go on. */
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Fault } from '../../components/fault.tsx'
import { ReasonDialog } from '../reason-dialog.tsx'
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
  const { t } = useTranslation('operations')
  const queries = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const holding = useMutation({
    mutationFn: (why: string | null) => hold(what, why),
    onSuccess(everything) {
      queries.setQueryData(operationsQuery.queryKey, everything)
      setIsAsking(false)
    },
  })
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
        <ReasonDialog
          title={name}
          label={t('why')}
          missing={t('whyMissing')}
          mostCharacters={300}
          deciding={holding}
          onClose={() => {
            setIsAsking(false)
          }}
          {...{ hint, deed }}
        />
      )}
    </>
  )
}
