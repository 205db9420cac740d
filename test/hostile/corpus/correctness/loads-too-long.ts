// expect: timeLimit
// at most: 0
// H47. Loads for longer than a call may take, and would be instant when called.
for (;;);
export const softmax = (scores: number[][]) => scores
