/** What is kept about oneself: to take away, and to delete. */
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../language.ts'
import classes from './account.module.css'
import { ErasureDialog } from './erasure-dialog.tsx'
import { Section } from './section.tsx'

export function DataSection(): ReactNode {
  const { t } = useTranslation('account')
  const [isAsking, setIsAsking] = useState(false)
  return (
    <Section title={t('dataTitle')} about={t('dataAbout')}>
      <div className={classes.row}>
        <Button
          component="a"
          variant="default"
          href={`/api/account/export?language=${currentLanguage()}`}
          download
        >
          {t('dataExport')}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            setIsAsking(true)
          }}
        >
          {t('eraseOwn')}
        </Button>
      </div>
      <p className={classes.faint}>{t('eraseOwnAbout')}</p>
      {isAsking && (
        <ErasureDialog
          address="/api/account/erasure"
          words={{
            ...{ title: t('eraseOwnTitle'), means: t('eraseOwnMeans'), deed: t('eraseOwnDo') },
          }}
          onErased={() => {
            // A new document: nothing that this one holds is left.
            window.location.assign('/sign-in?done=accountDeleted')
          }}
          onClose={() => {
            setIsAsking(false)
          }}
        />
      )}
    </Section>
  )
}
