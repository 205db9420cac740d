// expect: passed
// H9. Call sites instead of a stack: none gives its function, its `this` or its code. They name submission.js
// and guest.js, our bundle, with positions; no path of the machine and no file of the exercise.
type Site = Record<string, (() => unknown) | undefined>
export function softmax(scores: number[][]) {
  const maker = Error as unknown as { prepareStackTrace?: unknown }
  maker.prepareStackTrace = (_: unknown, sites: Site[]) => sites
  const sites = new Error().stack as unknown as Site[]
  delete maker.prepareStackTrace
  const questions = ['getThis', 'getFunction', 'getFileName', 'getEvalOrigin', 'getScriptNameOrSourceURL', 'getMethodName', 'toString']
  const answers = sites.map((site) => questions.map((one) => String(site[one]?.())).join(' '))
  console.log(answers.join('\n'))
  const leaks = sites.some((site) => site['getFunction']?.() !== undefined || site['getThis']?.())
  const names = sites.map((site) => String(site['getFileName']?.()))
  return leaks || names.some((name) => !/^(submission|guest)\.js$|^undefined$|^null$/.test(name)) ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
