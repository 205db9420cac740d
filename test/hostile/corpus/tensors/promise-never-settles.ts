// expect: badOutput
// at most: 0
// H49m. A promise that never settles. Nobody waits for it.
export const softmax = () => new Promise(() => {})
