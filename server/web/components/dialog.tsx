/** The browser's own dialog: it holds the focus, closes with Escape and gives the focus back. */
import { Button, Title } from '@mantine/core'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './dialog.module.css'

interface DialogProps {
  readonly title: string
  /** With the value of the button that closed it; '' after Escape. Draw it no more then. */
  readonly onClose: (value: string) => void
  /** For what needs the whole width, such as code beside code, or half of it, such as a table. */
  readonly isWide?: boolean | 'half'
  readonly children: ReactNode
}

/** Open as long as it is drawn. A submit button in a `<form method="dialog">` closes it. */
export function Dialog({ title, onClose, isWide, children }: DialogProps): ReactNode {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)

  // It is modal only when a call opens it. The browser gives the focus back when it closes, and we where it is drawn no more.
  useEffect(() => {
    const before = document.activeElement
    if (!dialog.current?.open) dialog.current?.showModal()
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
    }
  }, [])

  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      data-wide={isWide}
      aria-labelledby={id}
      onClose={({ currentTarget }) => {
        onClose(currentTarget.returnValue)
      }}
    >
      <Title order={2} size="h4" id={id}>
        {title}
      </Title>
      {children}
    </dialog>
  )
}

/** Closes the dialog in which it stands. */
export function CloseButton(): ReactNode {
  const { t } = useTranslation()
  return (
    <form method="dialog" className={classes.buttons}>
      <Button type="submit" variant="default">
        {t('close')}
      </Button>
    </form>
  )
}

interface ConfirmButtonProps {
  /** What the button shows, and what confirms. */
  readonly deed: string
  /** What screen readers say of the button, when its place in the page says more to others. */
  readonly name?: string
  readonly question: string
  /** What it means. */
  readonly children: ReactNode
  readonly onConfirm: () => void
}

/** A button for what cannot be undone; it asks first. Stands in a section whose heading can have the focus. */
export function ConfirmButton(props: ConfirmButtonProps): ReactNode {
  const { deed, name, question, children, onConfirm } = props
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const button = useRef<HTMLButtonElement>(null)

  function close(value: string): void {
    setIsAsking(false)
    if (value !== 'confirm') return
    // What is revoked takes its button along, and the focus would be lost with it.
    button.current?.closest('section')?.querySelector('h2')?.focus()
    onConfirm()
  }

  return (
    <>
      <Button
        ref={button}
        size="compact-sm"
        variant="default"
        aria-label={name}
        onClick={() => {
          setIsAsking(true)
        }}
      >
        {deed}
      </Button>
      {isAsking && (
        <Dialog title={question} onClose={close}>
          <p>{children}</p>
          <form method="dialog" className={classes.buttons}>
            <Button type="submit" variant="default">
              {t('cancel')}
            </Button>
            <Button type="submit" value="confirm" color="red">
              {deed}
            </Button>
          </form>
        </Dialog>
      )}
    </>
  )
}
