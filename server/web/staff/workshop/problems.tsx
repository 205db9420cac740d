/** What is wrong with an exercise, each with a way to the file that it names. */
import type { ReactNode } from 'react'
import { placesIn } from './places-in.ts'
import classes from './workshop.module.css'

/** Shows a file of the exercise in the editor; lines count from 1. */
export type OpenFile = (path: string, line: number | null) => void

interface ProblemsProps {
  readonly problems: readonly string[]
  /** The paths that there are. */
  readonly paths: readonly string[]
  readonly onOpenFile: OpenFile
}

export function Problems({ problems, paths, onOpenFile }: ProblemsProps): ReactNode {
  return (
    <ul className={classes.problems}>
      {problems.map((problem, at) => (
        <li key={at} lang="en">
          {placesIn(problem, paths).map((part, index) =>
            typeof part === 'string' ? (
              part
            ) : (
              <button
                key={index}
                type="button"
                className={classes.place}
                onClick={() => {
                  onOpenFile(part.path, part.line)
                }}
              >
                {part.text}
              </button>
            ),
          )}
        </li>
      ))}
    </ul>
  )
}
