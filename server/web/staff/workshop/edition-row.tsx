import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../dates.ts'
import { CheckMark } from './marks.tsx'
import { addressOf, type Edition } from './questions.ts'
import classes from './workshop.module.css'

export type Deed = 'publish' | 'withdraw' | 'trust'

interface EditionRowProps {
  readonly course: string
  readonly slug: string
  readonly edition: Edition
  readonly isNewest: boolean
  readonly isOperator: boolean
  readonly onCheck: (edition: string) => void
  readonly onTake: () => void
  readonly onDecide: (deed: Deed) => void
}

const tool = { size: 'compact-sm', variant: 'default', fw: 500 } as const

/** One edition: what is known of it, and what can be done with it. */
export function EditionRow(props: EditionRowProps): ReactNode {
  const { course, slug, edition, isNewest, isOperator, onCheck, onTake, onDecide } = props
  const { t } = useTranslation('workshop')
  const { id, savedAt, savedBy, note, check, hash, isServed, isTrusted } = edition
  const time = dateTime(savedAt)
  const isProved = check === 'proved'
  const publish = edition.publishedAt === null ? t('publish') : t('publishAgain')
  const of = (name: string) => t('ofEdition', { name, time })
  return (
    <li className={classes.edition} data-served={isServed}>
      <div className={classes.editionText}>
        <p className={classes.editionName}>
          <strong>{time}</strong> {savedBy !== null && <span>{savedBy}</span>}{' '}
          <code className={classes.faint}>{hash.slice(0, 8)}</code>
        </p>
        <p className={note === null ? classes.faint : undefined}>{note ?? t('noNote')}</p>
        <p className={classes.facts}>
          <CheckMark of={check} />
          {isServed && (
            <span className={classes.mark} data-state="proved">
              <span aria-hidden>●</span> {t('served')}
            </span>
          )}
          {edition.publishedAt !== null && (
            <span className={classes.faint}>
              {t('publishedAt', {
                time: dateTime(edition.publishedAt),
                name: edition.publishedBy ?? t('somebody'),
              })}
            </span>
          )}
          {isTrusted && <span className={classes.faint}>{t('trusted')}</span>}
        </p>
      </div>
      <div className={classes.editionTools}>
        {isServed ? (
          <Button
            {...tool}
            aria-label={of(t('withdraw'))}
            onClick={() => {
              onDecide('withdraw')
            }}
          >
            {t('withdraw')}
          </Button>
        ) : (
          <Button
            {...tool}
            aria-label={of(publish)}
            aria-disabled={!isProved}
            data-disabled={!isProved}
            title={isProved ? undefined : t('publishWhyNot')}
            onClick={() => {
              if (isProved) onDecide('publish')
            }}
          >
            {publish}
          </Button>
        )}
        <Button
          {...tool}
          aria-label={of(t('openCheck'))}
          onClick={() => {
            onCheck(id)
          }}
        >
          {t('openCheck')}
        </Button>
        {!isNewest && (
          <Button {...tool} aria-label={of(t('takeFiles'))} onClick={onTake}>
            {t('takeFiles')}
          </Button>
        )}
        <Button
          {...tool}
          component="a"
          download
          href={addressOf(course, slug, 'editions', `${id}.zip`)}
          aria-label={of(t('downloadZip'))}
        >
          {t('downloadZip')}
        </Button>
        {isOperator && (
          <Button
            {...tool}
            aria-label={of(isTrusted ? t('distrust') : t('trust'))}
            onClick={() => {
              onDecide('trust')
            }}
          >
            {isTrusted ? t('distrust') : t('trust')}
          </Button>
        )}
      </div>
    </li>
  )
}
