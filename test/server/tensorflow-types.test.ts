import { expect, test } from '@jest/globals'
import { tensorflowTypes } from '../../server/tensorflow-types.ts'

test('the editor gets the types of all that a student can reach, and no tests', () => {
  const { load } = tensorflowTypes()
  if (typeof load !== 'function') throw new Error('the plugin has no load')
  const module: unknown = Reflect.apply(load, null, ['\0virtual:tensorflow-types'])
  expect(module).toMatch(/^export default JSON\.parse\(/)
  const json = JSON.parse(String(module).slice('export default JSON.parse('.length, -1)) as string
  const files = JSON.parse(json) as Record<string, string>
  expect(files['dist/index.d.ts']).toContain("export * from './base'")
  expect(files['dist/ops/softmax.d.ts']).toContain('declare function softmax_')
  expect(files['dist/public/chained_ops/mat_mul.d.ts']).toContain('matMul<')
  expect(Object.keys(files).filter((path) => path.includes('_test'))).toEqual([])
})
