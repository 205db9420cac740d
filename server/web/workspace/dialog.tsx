/** A question or an explanation above the page. The browser keeps the focus inside and gives it back afterwards. */
import { useEffect, useId, useRef, type ReactNode } from 'react'
import classes from './dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly actions: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

export function Dialog({ title, actions, onClose, children }: DialogProps): ReactNode {
  const heading = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  // Only its method shows a dialog with everything behind it out of reach.
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => {
      shown?.close()
    }
  }, [])
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={heading} onCancel={onClose}>
      <h2 id={heading} className={classes.heading}>
        {title}
      </h2>
      {children}
      <div className={classes.actions}>{actions}</div>
    </dialog>
  )
}
