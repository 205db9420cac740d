/** A line across the workspace that tells something and offers what can be done about it. Stands in a live region. */
import type { ReactNode } from 'react'
import classes from './notice.module.css'

interface NoticeProps {
  readonly tone?: 'plain' | 'ours' | 'bad'
  readonly actions?: ReactNode
  /** What stands below, in all the width. */
  readonly more?: ReactNode
  readonly children: ReactNode
}

export function Notice({ tone = 'plain', actions, more, children }: NoticeProps): ReactNode {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <div className={classes.text}>{children}</div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      {more !== undefined && <div className={classes.more}>{more}</div>}
    </div>
  )
}
