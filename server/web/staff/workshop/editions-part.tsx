/** Every edition, who saved it and why, what changed between two of them, and which one students have. */
import { Button, NativeSelect, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime } from '../../dates.ts'
import { DecisionDialog, type Deed } from './decision-dialog.tsx'
import { FileDifferences } from './file-differences.tsx'
import { CheckMark } from './marks.tsx'
import { addressOf, editionQuery, type Edition } from './questions.ts'
import { replaceAll, type WorkingFiles } from './working-files.ts'
import { UploadDialog } from './upload-dialog.tsx'
import classes from './workshop.module.css'

interface EditionsPartProps {
  readonly course: string
  readonly slug: string
  readonly editions: readonly Edition[]
  readonly isOperator: boolean
  readonly onCheck: (edition: string) => void
  /** Puts an edition's files into the editor. */
  readonly onTake: (change: (working: WorkingFiles) => WorkingFiles) => void
}

export function EditionsPart(props: EditionsPartProps): ReactNode {
  const { course, slug, editions, isOperator, onCheck, onTake } = props
  const { t } = useTranslation('workshop')
  const queries = useQueryClient()
  const [deciding, setDeciding] = useState<{ deed: Deed; edition: Edition } | null>(null)
  const [isUploading, setIsUploading] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const take = async (edition: Edition) => {
    try {
      const { files } = await queries.query(editionQuery(course, slug, edition.id))
      onTake((working) => replaceAll(working, files))
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <div className={classes.part}>
      {failure !== null && <Fault error={failure} />}
      <div className={classes.row}>
        <Button
          variant="default"
          onClick={() => {
            setIsUploading(true)
          }}
        >
          {t('upload')}
        </Button>
        <p className={classes.faint}>{t('editionsAbout')}</p>
      </div>
      <ol className={classes.editions} aria-label={t('editions')}>
        {editions.map((edition, at) => (
          <Row
            key={edition.id}
            {...{ edition, isOperator, onCheck }}
            course={course}
            slug={slug}
            isNewest={at === 0}
            onTake={() => void take(edition)}
            onDecide={(deed) => {
              setDeciding({ deed, edition })
            }}
          />
        ))}
      </ol>
      {editions.length > 1 && <Differences course={course} slug={slug} editions={editions} />}
      {isUploading && (
        <UploadDialog
          {...{ course, slug }}
          basedOn={editions[0]!.id}
          onClose={() => {
            setIsUploading(false)
          }}
        />
      )}
      {deciding && (
        <DecisionDialog
          {...deciding}
          course={course}
          slug={slug}
          onClose={() => {
            setDeciding(null)
          }}
        />
      )}
    </div>
  )
}

interface RowProps {
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

function Row(props: RowProps): ReactNode {
  const { course, slug, edition, isNewest, isOperator, onCheck, onTake, onDecide } = props
  const { t } = useTranslation('workshop')
  const { id, savedAt, savedBy, note, check, hash, isServed, isTrusted } = edition
  const time = dateTime(savedAt)
  const isProved = check === 'proved'
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
            aria-label={of(t('publish'))}
            aria-disabled={!isProved}
            data-disabled={!isProved}
            title={isProved ? undefined : t('publishWhyNot')}
            onClick={() => {
              if (isProved) onDecide('publish')
            }}
          >
            {edition.publishedAt === null ? t('publish') : t('publishAgain')}
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
              onDecide(isTrusted ? 'distrust' : 'trust')
            }}
          >
            {isTrusted ? t('distrust') : t('trust')}
          </Button>
        )}
      </div>
    </li>
  )
}

interface DifferencesProps {
  readonly course: string
  readonly slug: string
  readonly editions: readonly Edition[]
}

function Differences({ course, slug, editions }: DifferencesProps): ReactNode {
  const { t } = useTranslation('workshop')
  const [from, setFrom] = useState(editions[1]!.id)
  const [to, setTo] = useState(editions[0]!.id)
  const before = useQuery(editionQuery(course, slug, from))
  const after = useQuery(editionQuery(course, slug, to))
  const failed = [before, after].find(({ error, data }) => error && !data)
  const nameOf = ({ savedAt, note }: Edition) =>
    [dateTime(savedAt), note].filter(Boolean).join(' · ')
  const choices = editions.map((one) => ({ value: one.id, label: nameOf(one) }))
  return (
    <section aria-labelledby="edition-differences">
      <Title order={2} size="h4" id="edition-differences">
        {t('differences')}
      </Title>
      <div className={classes.between}>
        <NativeSelect
          label={t('from')}
          value={from}
          data={choices}
          onChange={({ currentTarget }) => {
            setFrom(currentTarget.value)
          }}
        />
        <NativeSelect
          label={t('to')}
          value={to}
          data={choices}
          onChange={({ currentTarget }) => {
            setTo(currentTarget.value)
          }}
        />
      </div>
      {failed ? (
        <Fault error={failed.error} onTryAgain={() => void failed.refetch()} />
      ) : before.data && after.data ? (
        <FileDifferences
          key={`${from} ${to}`}
          before={before.data.files}
          after={after.data.files}
          beforeLabel={nameOf(before.data)}
          afterLabel={nameOf(after.data)}
        />
      ) : (
        <Loading />
      )}
    </section>
  )
}
