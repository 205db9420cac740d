// expect: compileError
// H113. Imports the exercise that it is to solve: earlier exercises may be imported, this one not.
export { softmax } from 'attendant/softmax'
