/** Whether what was worked out by hand is what the reference gives. */
import { distance } from '../../grader/compare.ts'
import type { Expected } from '../../grader/grade.ts'
import type { Value } from '../../reference/value.ts'
import type { ExerciseFacts } from '../exercise.ts'

/** The examples whose `expected` the reference does not give, each with what to do. */
export function exampleProblems(
  { cases, signature, tolerance }: ExerciseFacts,
  { outputs }: Pick<Expected, 'outputs'>,
): string[] {
  return cases.flatMap((aCase) => {
    if (aCase.kind !== 'example' || aCase.expected === undefined) return []
    const given = outputs.get(aCase.name)?.[0] as Value
    const times = distance(signature.returns, aCase.expected, given, tolerance)
    if (times <= 1) return []
    const apart =
      times === Infinity
        ? 'in shape, type or a number that is not finite'
        : `by ${Number(times.toPrecision(3))} times the tolerance`
    return [
      `the example "${aCase.name}" expects what the reference does not give (they differ ${apart}); ` +
        `work it out by hand once more, then mend the one that is wrong`,
    ]
  })
}
