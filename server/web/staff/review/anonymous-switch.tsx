import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
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
          checked={change.isPending ? change.variables : isAnonymous}
          onChange={({ currentTarget }) => {
            change.mutate(currentTarget.checked)
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
