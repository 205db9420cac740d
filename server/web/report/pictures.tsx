import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Picture } from '../../../grader/report.ts'
import { PictureView } from '../figures/picture-view.tsx'
import { currentLanguage } from '../language.ts'
import classes from './report.module.css'

/** What the student's own code does on inputs that anybody may see. */
export function Pictures({ pictures }: { pictures: readonly Picture[] }): ReactNode {
  const { t } = useTranslation('report')
  if (pictures.length === 0) return null
  return (
    <section className={classes.pictures}>
      <h3 className={classes.caseName}>{t('pictures')}</h3>
      {pictures.map((picture, at) => (
        <PictureView key={at} picture={picture} language={currentLanguage()} />
      ))}
    </section>
  )
}
