import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { openGraders, patience, type Graders } from './graders.ts'
import { gradeRestored } from './restored.ts'

jest.setTimeout(patience)

let graders: Graders

beforeAll(async () => {
  graders = await openGraders()
})
afterAll(() => graders.stop())

test('what is graded again after a backup was restored elsewhere has the same report, but for times', async () => {
  const { graded, differences } = await gradeRestored(graders, 5)
  expect(graded).toBe(5)
  expect(differences).toEqual([])
})
