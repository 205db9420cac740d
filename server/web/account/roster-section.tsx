/** The people of a course as a table: in from elsewhere, and out to a spreadsheet. */
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './account.module.css'
import { ImportDialog } from './import-dialog.tsx'
import { Section } from './section.tsx'

export function RosterSection({ course }: { course: string }): ReactNode {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const [isImporting, setIsImporting] = useState(false)
  return (
    <Section title={t('rosterTitle')} about={t('rosterAbout')}>
      <div className={classes.row}>
        <Button
          onClick={() => {
            setIsImporting(true)
          }}
        >
          {t('rosterImport')}
        </Button>
        <Button component="a" variant="default" href={`/api/courses/${course}/roster.csv`} download>
          {t('rosterExport')}
        </Button>
      </div>
      {isImporting && (
        <ImportDialog
          course={course}
          onImported={() => void queries.invalidateQueries({ queryKey: ['people', course] })}
          onClose={() => {
            setIsImporting(false)
          }}
        />
      )}
    </Section>
  )
}
