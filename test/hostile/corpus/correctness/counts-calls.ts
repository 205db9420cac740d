// expect: badOutput
// at most: 1
// H34. One answer for each call, in the order of the cases. Every call evaluates the file afresh, so it
// always gives the first, which in most cases has another shape than is due.
let n = 0
const answers = [
  [
    [0.09003057330846786, 0.2447284710547976, 0.6652409557748218],
    [0.4683105333108894, 0.0633789333782211, 0.4683105333108894],
  ],
  [
    [0.5, 0, 0.5, 0],
    [0, 1, 0, 0],
  ],
]
export const softmax = () => answers[n++]
