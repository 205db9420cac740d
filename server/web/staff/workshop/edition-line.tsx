import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../dates.ts'
import type { Edition } from './questions.ts'
import classes from './workshop.module.css'

interface EditionLineProps {
  readonly edition: Edition
  readonly isNewest: boolean
  readonly onNewest: () => void
}

/** Says that an older edition is looked at, and leads back. */
export function EditionLine({ edition, isNewest, onNewest }: EditionLineProps): ReactNode {
  const { t } = useTranslation('workshop')
  if (isNewest) return null
  return (
    <p className={classes.olderLine} role="status">
      {t('lookingAtOlder', { time: dateTime(edition.savedAt) })}
      <Button size="compact-sm" variant="default" onClick={onNewest}>
        {t('toNewest')}
      </Button>
    </p>
  )
}
