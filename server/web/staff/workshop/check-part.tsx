/** The check of an edition: asked for, followed while it runs, and what it found. */
import { Button, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime } from '../../dates.ts'
import { Found } from '../exercises/check.tsx'
import { Refusal } from '../refusal.tsx'
import { CheckProgressView } from './check-progress.tsx'
import { DecisionDialog } from './decision-dialog.tsx'
import { EditionLine } from './edition-line.tsx'
import { Problems, type OpenFile } from './problems.tsx'
import {
  addressOf,
  editionQuery,
  isUnderway,
  workshopKey,
  type Edition,
  type Opened,
} from './questions.ts'
import { useRefusals } from './refusals.ts'
import type { Save } from './use-save.ts'
import classes from './workshop.module.css'

interface CheckPartProps {
  readonly course: string
  readonly slug: string
  readonly edition: Edition
  readonly isNewest: boolean
  /** Saves first, where there is something that is not saved. */
  readonly save: Save | null
  readonly onNewest: () => void
  readonly onOpenFile: OpenFile
}

export function CheckPart(props: CheckPartProps): ReactNode {
  const { course, slug, edition, isNewest, save, onNewest, onOpenFile } = props
  const { t } = useTranslation('workshop')
  const opened = useQuery(editionQuery(course, slug, edition.id))
  if (opened.error && !opened.data) {
    return <Fault error={opened.error} onTryAgain={() => void opened.refetch()} />
  }
  if (!opened.data) return <Loading />
  const paths = Object.keys(opened.data.files)
  const { check, problems, progress, proof, checkedAt } = opened.data
  return (
    <div className={classes.part}>
      <EditionLine edition={edition} isNewest={isNewest} onNewest={onNewest} />
      <Deeds {...{ course, slug }} opened={opened.data} save={isNewest ? save : null} />
      {problems.length > 0 && (
        <section>
          <Title order={2} size="h4">
            {t('folderProblems')}
          </Title>
          <Problems {...{ problems, paths, onOpenFile }} />
        </section>
      )}
      {isUnderway(opened.data) ? (
        <CheckProgressView check={check} progress={progress} />
      ) : (
        proof && (
          <section aria-labelledby="check-found">
            <Title order={2} size="h4" id="check-found">
              {t('found')}
            </Title>
            <p role="status" className={check === 'proved' ? classes.good : classes.bad}>
              <span aria-hidden>{check === 'proved' ? '✓' : '✗'}</span>{' '}
              {check === 'proved'
                ? t('provedMeans')
                : t('problemsMeans', { count: proof.problems.length })}
            </p>
            {checkedAt !== null && (
              <p className={classes.faint}>{t('checkedAt', { time: dateTime(checkedAt) })}</p>
            )}
            <Found
              of={proof}
              problems={<Problems problems={proof.problems} {...{ paths, onOpenFile }} />}
            />
          </section>
        )
      )}
    </div>
  )
}

interface DeedsProps {
  readonly course: string
  readonly slug: string
  readonly opened: Opened
  readonly save: Save | null
}

/** Check, and then publish. */
function Deeds({ course, slug, opened, save }: DeedsProps): ReactNode {
  const { t } = useTranslation('workshop')
  const refusals = useRefusals()
  const queries = useQueryClient()
  const [isPublishing, setIsPublishing] = useState(false)
  const asking = useMutation({
    mutationFn: () => send('POST', addressOf(course, slug, 'editions', opened.id, 'check')),
    onSuccess: () => queries.invalidateQueries({ queryKey: workshopKey(course) }),
  })
  const { check } = opened
  const isProved = check === 'proved'
  if (isUnderway(opened)) return null
  return (
    <div className={classes.deeds}>
      {check === 'unchecked' && !save && <p>{t('uncheckedMeans')}</p>}
      {save && <p>{t('unsavedCheck')}</p>}
      <div className={classes.row}>
        {save ? (
          <Button onClick={save.save} aria-disabled={save.isSaving}>
            {t('saveFirst')}
          </Button>
        ) : (
          <Button
            variant={isProved ? 'default' : 'filled'}
            aria-disabled={asking.isPending}
            onClick={() => {
              if (!asking.isPending) asking.mutate()
            }}
          >
            {check === 'unchecked' ? t('checkNow') : t('checkAgain')}
          </Button>
        )}
        {!opened.isServed && (
          <Button
            variant={isProved ? 'filled' : 'default'}
            aria-disabled={!isProved}
            data-disabled={!isProved}
            aria-describedby="publish-why-not"
            onClick={() => {
              if (isProved) setIsPublishing(true)
            }}
          >
            {t('publish')}
          </Button>
        )}
        <p id="publish-why-not" className={classes.faint}>
          {opened.isServed ? t('servedMeans') : !isProved && t('publishWhyNot')}
        </p>
      </div>
      <Refusal error={asking.error ?? save?.error ?? null} words={refusals} />
      {isPublishing && (
        <DecisionDialog
          {...{ course, slug }}
          edition={opened}
          deed="publish"
          onClose={() => {
            setIsPublishing(false)
          }}
        />
      )}
    </div>
  )
}
