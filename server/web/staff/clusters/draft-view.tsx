/** What to add to an exercise so that it knows a mistake, and how. */
import { Button } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MisconceptionDraft } from '../../../api/clusters.ts'
import { CopyLine } from '../../components/copy-line.tsx'
import { SourceCode } from '../../report/source-code.tsx'
import classes from './clusters.module.css'

interface DraftViewProps {
  readonly draft: MisconceptionDraft
  readonly exercise: string
}

export function DraftView({ draft, exercise }: DraftViewProps): ReactNode {
  const { t } = useTranslation('clusters')
  const said = useRef<HTMLParagraphElement>(null)
  const { id, file, code, entry, patch } = draft
  const name = `${exercise}-${id}${patch === null ? '.txt' : '.patch'}`

  // The form that had the focus is gone.
  useEffect(() => {
    said.current?.focus()
  }, [])

  return (
    <div className={classes.form}>
      <p ref={said} tabIndex={-1} role="status" className={classes.made}>
        {t('made', { id, file })} {t('madeAbout')}
      </p>
      <ol className={classes.steps}>
        <li>
          {patch === null ? t('madeStep1Text', { file }) : t('madeStep1')}
          {patch !== null && <CopyLine text={`git apply ${name}`} name={t('madeStep1')} />}
          <Button
            mt="xs"
            onClick={() => {
              download(name, patch ?? `${code}\n\n${entry}\n`)
            }}
          >
            {t(patch === null ? 'downloadText' : 'downloadPatch')}
          </Button>
        </li>
        <li>
          {t('madeStep2')}
          <CopyLine text={`npm run check -- ${exercise}`} name={t('madeStep2')} />
        </li>
      </ol>
      <h3 className={classes.part}>{t('functionText')}</h3>
      <SourceCode source={code} label={t('functionText')} />
      <h3 className={classes.part}>{t('entryText')}</h3>
      <SourceCode source={entry} label={t('entryText')} />
    </div>
  )
}

/** Saves a text under that name, as a browser saves a link. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
