/** Whether what is typed is safe, in two words. */
import { useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './save-state.module.css'
import type { DraftKeeper } from './draft-keeper.ts'
import { saveStatus } from './draft-state.ts'

export function SaveState({ keeper }: { keeper: DraftKeeper }): ReactNode {
  const { t } = useTranslation('workspace')
  const status = useSyncExternalStore(keeper.subscribe, () => {
    const { state, stored } = keeper.current()
    return saveStatus(state, stored)
  })
  const words = {
    untouched: '',
    saved: t('saved'),
    saving: t('saving'),
    onDevice: t('onDevice'),
    nowhere: t('notSaved'),
    undecided: t('undecided'),
  }
  const signs = {
    ...{ untouched: '', saved: '✓ ', saving: '', onDevice: '⚠ ', nowhere: '⚠ ', undecided: '⚠ ' },
  }
  return (
    <span className={classes.state} data-status={status}>
      <span aria-hidden>{signs[status]}</span>
      {words[status]}
    </span>
  )
}
