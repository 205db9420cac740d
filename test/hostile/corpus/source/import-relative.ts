// expect: compileError
// H113. Imports of the reference, of the cases, of a solution.
import { softmax as reference } from '../../reference/softmax.ts'
import { cases } from '../../exercises/softmax/cases.ts'
export { softmax } from '../../exercises/softmax/solutions/loops.ts'
console.log('EXFIL:', reference, cases)
