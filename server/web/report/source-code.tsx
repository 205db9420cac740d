import type { ReactNode } from 'react'
import { inert } from '../../../grader/explain.ts'
import classes from './submission-page.module.css'

/** Code to read, with the numbers of its lines. */
export function SourceCode({ source, label }: { source: string; label: string }): ReactNode {
  const text = inert(source)
  const numbers = text.split('\n').map((_, at) => at + 1)
  return (
    <div className={classes.source} role="region" aria-label={label} tabIndex={0}>
      <pre aria-hidden className={classes.numbers}>
        {numbers.join('\n')}
      </pre>
      <pre>
        <code>{text}</code>
      </pre>
    </div>
  )
}
