/** A button of the header that opens a short list. The browser's own popover closes it and returns the focus. */
import { useId, useRef, type ReactNode, type ToggleEvent } from 'react'
import { Link } from 'wouter'
import classes from './header-menu.module.css'

const narrow = 640

interface HeaderMenuProps {
  /** What screen readers say. */
  readonly name: string
  /** What the button shows. */
  readonly face: ReactNode
  /** Keeps to the edge of a narrow page. */
  readonly isWide?: boolean
  readonly onToggle?: (isOpen: boolean) => void
  readonly children: ReactNode
}

export function HeaderMenu({ name, face, isWide, onToggle, children }: HeaderMenuProps): ReactNode {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)

  /** Under the button, aligned with its right edge. */
  function place({ newState, currentTarget }: ToggleEvent<HTMLElement>): void {
    if (newState !== 'open' || !button.current) return
    const { bottom, right } = button.current.getBoundingClientRect()
    currentTarget.style.top = `${bottom + window.scrollY + 4}px`
    const { clientWidth } = document.documentElement
    currentTarget.style.right = `${isWide && clientWidth < narrow ? 8 : clientWidth - right}px`
  }

  return (
    <>
      <button
        type="button"
        ref={button}
        className={classes.button}
        aria-label={name}
        title={name}
        popoverTarget={id}
      >
        {face}
      </button>
      <div
        id={id}
        popover="auto"
        className={classes.list}
        onBeforeToggle={place}
        onToggle={({ newState }) => onToggle?.(newState === 'open')}
        onClick={({ currentTarget, target }) => {
          if (target instanceof Element && target.closest('a, button')) currentTarget.hidePopover()
        }}
      >
        {children}
      </div>
    </>
  )
}

export function MenuLink({ href, children }: { href: string; children: string }): ReactNode {
  return (
    <Link href={href} className={classes.item}>
      {children}
    </Link>
  )
}

interface MenuActionProps {
  readonly onChoose: () => void
  /** For one of several choices: whether it is the present one. */
  readonly isChosen?: boolean
  readonly lang?: string
  readonly children: string
}

export function MenuAction({ onChoose, isChosen, lang, children }: MenuActionProps): ReactNode {
  return (
    <button
      type="button"
      className={classes.item}
      aria-pressed={isChosen}
      lang={lang}
      onClick={onChoose}
    >
      {children}
    </button>
  )
}
