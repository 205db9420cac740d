/** Jest matchers that speak as the grader does. Importing this file makes them known to `expect`. */
import { expect } from '@jest/globals'
import * as tf from '@tensorflow/tfjs-core'
import { fromResult } from '../../reference/convert.ts'
import type { ValueType } from '../../reference/value.ts'
import { compare } from '../compare.ts'
import { explainFinding, explainReport } from '../explain.ts'
import { languageOf } from '../language.ts'
import type { Report } from '../report.ts'
import type { Tolerance } from '../tolerance.ts'

declare module 'expect' {
  interface Matchers<R> {
    /**
     * Passes when |received − expected| <= absolute + relative · |expected| everywhere and the shapes
     * are equal. Both may be tensors, numbers or nested arrays. Use it with `await`.
     */
    toMatchTensor(expected: unknown, tolerance?: Tolerance): Promise<R>
    /** Passes when a report's verdict is `passed`; otherwise prints the report as the terminal does. */
    toBePassed(): R
  }
}

expect.extend({
  async toMatchTensor(
    received: unknown,
    expected: unknown,
    tolerance: Tolerance = { absolute: 1e-6, relative: 1e-5 },
  ) {
    const wanted = await fromResult(typeOf(expected), expected)
    const yours = await fromResult(typeOf(received), received)
    const type = typeOf(expected)
    const { finding } = compare({ type, expected: wanted, yours, tolerance, inputs: {} })
    return {
      pass: finding === null,
      message: () =>
        finding
          ? explainFinding(finding, { language: languageOf(process.env) })
          : 'The tensors agree within the tolerance; they should not.',
    }
  },
  toBePassed(report: Report) {
    return {
      pass: report.verdict === 'passed',
      message: () => explainReport(report, { hints: 1, language: languageOf(process.env) }),
    }
  },
})

/** The type that a test's tensor, number or nested array has: axes have numbers where a test gives no names. */
function typeOf(value: unknown): ValueType {
  const rank = value instanceof tf.Tensor ? value.rank : depthOf(value)
  return {
    kind: 'array',
    dtype: 'float64',
    axes: Array.from({ length: rank }, (_, axis) => `axis ${axis}`),
  }
}

function depthOf(value: unknown): number {
  return Array.isArray(value) ? 1 + depthOf(value[0]) : 0
}
