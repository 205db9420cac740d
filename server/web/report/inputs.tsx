import type { ReactNode } from 'react'
import { inertLine } from '../../../grader/explain.ts'
import type { ShownInput } from '../../../grader/report.ts'
import classes from './report.module.css'
import { TensorMap } from './tensor-map.tsx'

/** What a case was given: a line for each parameter, and a map of each tensor. */
export function Inputs({ inputs }: { inputs: readonly ShownInput[] }): ReactNode {
  return (
    <dl className={classes.inputs}>
      {inputs.map(({ parameter, text, tensor }) => (
        <div key={parameter} className={classes.input}>
          <dt>{parameter}</dt>
          <dd>
            <code>{inertLine(text, 1500)}</code>
            {tensor && countOf(tensor.shape) > 1 && <TensorMap tensor={tensor} name={parameter} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}
