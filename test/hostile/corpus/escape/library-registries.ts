// expect: passed
// Everything by which the library could be changed for the calls that follow: backends, kernels, gradients,
// flags, platforms. All are switched off; one that worked would make the result wrong.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]) {
  const library = tf as unknown as Record<string, (...given: unknown[]) => unknown>
  const evil = () => ({ dataId: {}, shape: [1], dtype: 'float32' })
  const attempts: [string, ...unknown[]][] = [
    ['engine'],
    ['env'],
    ['backend'],
    ['registerBackend', 'evil', evil],
    ['removeBackend', 'cpu'],
    ['findBackend', 'cpu'],
    ['findBackendFactory', 'cpu'],
    ['registerKernel', { kernelName: 'Exp', backendName: 'cpu', kernelFunc: evil }],
    ['unregisterKernel', 'Exp', 'cpu'],
    ['getKernel', 'Exp', 'cpu'],
    ['getKernelsForBackend', 'cpu'],
    ['copyRegisteredKernels', 'cpu', 'evil'],
    ['registerGradient', { kernelName: 'Exp', gradFunc: evil }],
    ['unregisterGradient', 'Exp'],
    ['getGradient', 'Exp'],
    ['setPlatform', 'evil', {}],
    ['enableProdMode'],
    ['enableDebugMode'],
    ['disableDeprecationWarnings'],
    ['deprecationWarn', 'x'],
    ['profile', () => 1],
    ['time', () => 1],
    ['nextFrame'],
    ['setBackend', 'evil'],
    ['op', { evil }],
  ]
  for (const [name, ...given] of attempts) {
    try {
      library[name]?.(...given)
      console.log(name, 'worked')
      return []
    } catch {}
  }
  return honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
