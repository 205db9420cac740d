/** The keyboard shortcuts, behind a button with a question mark. */
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import { editorKeys, keys } from './keys.ts'
import classes from './shortcuts.module.css'

export function Shortcuts(): ReactNode {
  const { t } = useTranslation('workspace')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-md"
        px="xs"
        aria-label={t('shortcuts')}
        title={t('shortcuts')}
        onClick={() => {
          setOpen(true)
        }}
      >
        ?
      </Button>
      {open && (
        <Dialog
          title={t('shortcuts')}
          onClose={() => {
            setOpen(false)
          }}
        >
          <dl className={classes.keys}>
            {[
              { key: keys.run.shown, does: t('keyRun') },
              { key: keys.submit.shown, does: t('keySubmit') },
              { key: keys.report.shown, does: t('keyReport') },
              { key: editorKeys.format, does: t('keyFormat') },
              { key: editorKeys.comment, does: t('keyComment') },
              { key: editorKeys.find, does: t('keyFind') },
              { key: editorKeys.suggest, does: t('keySuggest') },
              { key: editorKeys.nextProblem, does: t('keyNextProblem') },
              { key: editorKeys.commands, does: t('keyCommands') },
              { key: editorKeys.leave, does: t('keyLeave') },
              { key: editorKeys.tabMode, does: t('keyTabMode') },
            ].map(({ key, does }) => (
              <div key={key} className={classes.key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <p className={classes.note}>{t('keySplit')}</p>
          <CloseButton />
        </Dialog>
      )}
    </>
  )
}
