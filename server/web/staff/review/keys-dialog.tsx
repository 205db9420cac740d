import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CloseButton, Dialog } from '../../components/dialog.tsx'
import classes from '../../workspace/shortcuts.module.css'
import { doneKey } from './keys.ts'

interface KeysDialogProps {
  readonly isOn: boolean
  readonly onSwitch: (isOn: boolean) => void
  readonly onClose: () => void
}

/** All keys of a review, and the switch for those that are a letter or a digit. */
export function KeysDialog({ isOn, onSwitch, onClose }: KeysDialogProps): ReactNode {
  const { t } = useTranslation('review')
  return (
    <Dialog title={t('keysTitle')} onClose={onClose}>
      <dl className={classes.keys}>
        {[
          { key: 'J', does: t('keyNext') },
          { key: 'K', does: t('keyPrevious') },
          { key: doneKey.shown, does: t('keyDone') },
          { key: 'C', does: t('keyCode') },
          { key: 'D', does: t('keyCompare') },
          { key: '1–9', does: t('keyMark') },
          { key: 'O', does: t('keyPoints') },
          { key: 'G', does: t('keyReport') },
          { key: 'R', does: t('keyAgain') },
          { key: 'M', does: t('keyMessage') },
          { key: 'Esc', does: t('keyLeave') },
          { key: '?', does: t('keyHelp') },
        ].map(({ key, does }) => (
          <div key={key} className={classes.key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t('keysNote')}</p>
      <p>
        <label>
          <input
            type="checkbox"
            checked={isOn}
            onChange={({ currentTarget }) => {
              onSwitch(currentTarget.checked)
            }}
          />{' '}
          {t('keysOn')}
        </label>
      </p>
      <CloseButton />
    </Dialog>
  )
}
