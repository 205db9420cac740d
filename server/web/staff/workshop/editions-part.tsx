/** Every edition, who saved it and why, what changed between two of them, and which one students have. */
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Fault } from '../../components/fault.tsx'
import { DecisionDialog } from './decision-dialog.tsx'
import { EditionDifferences } from './edition-differences.tsx'
import { EditionRow, type Deed } from './edition-row.tsx'
import { editionQuery, type Edition } from './questions.ts'
import { TrustDialog } from './trust-dialog.tsx'
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
  const decided = () => {
    setDeciding(null)
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
          <EditionRow
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
      {editions.length > 1 && (
        <EditionDifferences course={course} slug={slug} editions={editions} />
      )}
      {isUploading && (
        <UploadDialog
          {...{ course, slug }}
          basedOn={editions[0]!.id}
          onClose={() => {
            setIsUploading(false)
          }}
        />
      )}
      {deciding?.deed === 'trust' && <TrustDialog edition={deciding.edition} onClose={decided} />}
      {deciding && deciding.deed !== 'trust' && (
        <DecisionDialog
          {...{ course, slug, edition: deciding.edition, deed: deciding.deed }}
          onClose={decided}
        />
      )}
    </div>
  )
}
