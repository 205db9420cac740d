import type { ReactNode } from 'react'
import { inert } from '../../../grader/explain.ts'
import classes from './code-lines.module.css'

interface CodeLinesProps {
  readonly source: string
  readonly label: string
  /** What stands in the place of a line's number, which counts from 1. */
  readonly number?: (line: number, text: string) => ReactNode
  readonly isMarked?: (line: number) => boolean
  /** What stands below a line. */
  readonly below: (line: number) => ReactNode
}

/** Code to read line by line, with room below each line for what is said about it. */
export function CodeLines({ source, label, number, isMarked, below }: CodeLinesProps): ReactNode {
  return (
    <ol role="list" className={classes.lines} aria-label={label}>
      {inert(source)
        .split('\n')
        .map((text, at) => {
          const line = at + 1
          return (
            <li key={line} className={classes.line} data-marked={isMarked?.(line) === true}>
              {number ? (
                number(line, text)
              ) : (
                <span aria-hidden className={classes.number}>
                  {line}
                </span>
              )}
              <code className={classes.code}>{text}</code>
              {below(line)}
            </li>
          )
        })}
    </ol>
  )
}
