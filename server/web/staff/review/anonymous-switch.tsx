import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewSettings } from '../../../api/review.ts'
import { send } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { addressOf, queueKey } from './questions.ts'
import classes from './queue.module.css'

/** Whether reviewers of the course know whose work they read. */
export function AnonymousSwitch({
  course,
  isAnonymous,
}: {
  course: string
  isAnonymous: boolean
}): ReactNode {
  const { t } = useTranslation('review')
  const meaning = useId()
  const queries = useQueryClient()
  // The switch is where it was put at once, and stays there until the server has answered.
  const [wanted, setWanted] = useState<boolean | null>(null)
  const change = useMutation({
    mutationFn: (anonymous: boolean) =>
      send<ReviewSettings>('PUT', addressOf(course, 'review-settings'), {
        anonymous,
      } satisfies ReviewSettings),
    onSuccess: () => queries.invalidateQueries({ queryKey: queueKey(course) }),
  })
  return (
    <div className={classes.anonymous}>
      <label>
        <input
          type="checkbox"
          role="switch"
          aria-describedby={meaning}
          checked={wanted ?? isAnonymous}
          onChange={({ currentTarget: { checked } }) => {
            setWanted(checked)
            change.mutate(checked, {
              onSettled: () => {
                setWanted(null)
              },
            })
          }}
        />{' '}
        {t('anonymous')}
      </label>
      <p id={meaning} className={classes.faint}>
        {t('anonymousMeans')}
      </p>
      {change.error && <Fault error={change.error} />}
    </div>
  )
}
