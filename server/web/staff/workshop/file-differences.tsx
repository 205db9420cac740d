/** What differs between two states of an exercise's files, file by file. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeDifference } from '../../course/code-difference.tsx'
import type { Files } from './working-files.ts'
import classes from './workshop.module.css'

interface FileDifferencesProps {
  readonly before: Files
  readonly after: Files
  readonly beforeLabel: string
  readonly afterLabel: string
}

export function FileDifferences({ before, after, ...labels }: FileDifferencesProps): ReactNode {
  const { t } = useTranslation('workshop')
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  const changed = paths.filter((path) => before[path] !== after[path])
  if (changed.length === 0) return <p className={classes.faint}>{t('sameFiles')}</p>
  return changed.map((path) => (
    <section key={path} className={classes.difference} aria-label={path}>
      <p className={classes.path}>
        {path} {!(path in before) && <span className={classes.good}>{t('fileAdded')}</span>}
        {!(path in after) && <span className={classes.bad}>{t('fileRemoved')}</span>}
      </p>
      {(before[path] ?? '') !== (after[path] ?? '') && (
        <CodeDifference before={before[path] ?? ''} after={after[path] ?? ''} {...labels} />
      )}
    </section>
  ))
}
