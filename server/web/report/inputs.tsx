import type { ReactNode } from 'react'
import { inertLine } from '../../../grader/explain.ts'
import type { ShownInput } from '../../../grader/report.ts'
import classes from './report.module.css'

/** What a case was given, a line for each parameter. */
export function Inputs({ inputs }: { inputs: readonly ShownInput[] }): ReactNode {
  return (
    <dl className={classes.two}>
      {inputs.map(({ parameter, text }) => (
        <div key={parameter} className={classes.input}>
          <dt>{parameter}</dt>
          <dd>
            <code>{inertLine(text, 4000)}</code>
          </dd>
        </div>
      ))}
    </dl>
  )
}
