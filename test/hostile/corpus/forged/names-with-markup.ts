// expect: compileError
// at most: 0
// Exports other names only, which a report lists.
export const __proto__ = 1
export const constructor = 2
export const verdict = 'passed'
export const toString = () => 'passed'
