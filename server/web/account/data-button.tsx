/** What a course keeps about a student: its instructors download it, or erase the person. */
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import { currentLanguage } from '../language.ts'
import classes from './account.module.css'
import { ErasureDialog } from './erasure-dialog.tsx'

interface DataButtonProps {
  readonly course: string
  readonly id: string
  readonly name: string
}

export function DataButton({ course, id, name }: DataButtonProps): ReactNode {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const [open, setOpen] = useState<'data' | 'erasure' | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const path = `/api/courses/${course}/people/${id}`
  const close = () => {
    setOpen(null)
  }
  return (
    <>
      <Button
        ref={button}
        size="compact-sm"
        variant="default"
        aria-label={t('dataOfName', { name })}
        onClick={() => {
          setOpen('data')
        }}
      >
        {t('dataOf')}
      </Button>
      {open === 'data' && (
        <Dialog title={t('dataOfName', { name })} onClose={close}>
          <div className={classes.inDialog}>
            <p>{t('dataOfMeans', { name })}</p>
            <div className={classes.row}>
              <Button component="a" href={`${path}/export?language=${currentLanguage()}`} download>
                {t('dataDownload')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  setOpen('erasure')
                }}
              >
                {t('erase')}
              </Button>
            </div>
          </div>
          <CloseButton />
        </Dialog>
      )}
      {open === 'erasure' && (
        <ErasureDialog
          address={`${path}/erasure`}
          words={{ title: t('eraseTitle', { name }), means: t('eraseMeans'), deed: t('eraseDo') }}
          onErased={() => {
            // Nothing beside an open dialog can have the focus.
            flushSync(close)
            // The row has other buttons then, and the focus would be lost.
            button.current?.closest('section')?.querySelector('h2')?.focus()
            void queries.invalidateQueries({ queryKey: ['people', course] })
          }}
          onClose={close}
        />
      )}
    </>
  )
}
