import type { ReactNode } from 'react'
import classes from './report.module.css'

/** Something to look at when one wants to. */
export function Fold({
  title,
  note,
  children,
}: {
  title: string
  note?: string | undefined
  children: ReactNode
}): ReactNode {
  return (
    <details className={classes.fold}>
      <summary>
        {title} {note && <span className={classes.note}>{note}</span>}
      </summary>
      <div className={classes.folded}>{children}</div>
    </details>
  )
}
