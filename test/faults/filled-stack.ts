/** A running product that computes nothing ahead any more: for whoever measures it. */
import { altered, type Alteration } from '../alter.ts'
import { startStack, type Stack } from '../stack.ts'
import type { Report } from './long/result.ts'

/** Where nobody hands in meanwhile, the pool of expected outputs fills up in half the time. */
const withoutRest: Alteration = {
  file: 'reference/fill.ts',
  find: 'await pause(rest, ',
  replace: 'await pause(0, ',
}

export async function startFilledStack(
  report: Report,
  { demo }: { readonly demo: boolean },
): Promise<Stack> {
  const stack = await startStack({ demo, environment: altered([withoutRest]) })
  try {
    report('filling the pool of expected outputs, for some minutes')
    await stack.filled()
    return stack
  } catch (error) {
    await stack.stop()
    throw error
  }
}
