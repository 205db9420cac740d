/** Staff answers everybody who made the same mistake; a student asks for a regrade, and gets an answer. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { expectAccessible } from './accessible.ts'
import { openClassroom, type Classroom } from './browser.ts'
import { handIn, openPlainEditor, solution } from './workspace.ts'

let classroom: Classroom
/** For a machine that does a lot besides. */
const patience = 90_000

const withoutScale = `import * as tf from '@tensorflow/tfjs-core'
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: tf.Tensor2D | null) {
  const scores = q.matMul(k, false, true)
  return tf.softmax(mask ? tf.where(mask, scores, tf.fill(scores.shape, -Infinity)) : scores).matMul(v)
}
`

beforeAll(async () => {
  classroom = await openClassroom()
}, 300_000)
afterAll(() => classroom.close(), 60_000)

test('a cluster is answered, its student asks for a regrade, and staff closes it', async () => {
  const student = await classroom.visit('/courses/transformers/attention')
  student.page.setDefaultTimeout(patience)
  await openPlainEditor(student.page)
  await solution(student.page).fill(withoutScale)
  await handIn(student.page, 'Submit')

  const staff = await classroom.visit('/courses/transformers/staff/clusters', { role: 'assistant' })
  staff.page.setDefaultTimeout(patience)
  const cluster = staff.page.getByRole('article', { name: /without the division by √dHead/ })
  await cluster.getByText('Submissions').click()
  await cluster.getByRole('link', { name: 'Sam Student' }).waitFor()
  await expectAccessible(staff.page, 'a cluster')
  await cluster.getByRole('button', { name: /^Answer 1 student/ }).click()
  await staff.page.getByRole('textbox', { name: 'Answer' }).fill('How large is a score of 64 keys?')
  await expectAccessible(staff.page, 'the answer')
  await staff.page.getByRole('button', { name: 'Send to 1 student' }).click()
  await cluster.getByText('Sent to 1 student.').waitFor()
  await cluster.getByText('How large is a score of 64 keys?').waitFor()

  await student.page.reload()
  await student.page.getByRole('button', { name: 'Notices: 1 unread' }).click()
  const notice = student.page.getByRole('link', { name: /Staff wrote to you/ })
  await notice.waitFor()
  await expectAccessible(student.page, 'the notices')
  await notice.click()
  await student.page.getByText('How large is a score of 64 keys?').waitFor()
  await student.page.getByRole('button', { name: 'Notices', exact: true }).waitFor()
  await student.page.getByRole('button', { name: 'Ask for a regrade' }).click()
  await student.page.getByRole('button', { name: 'Send the request' }).click()
  await student.page.getByText('Write something first.').waitFor()
  await student.page.getByLabel(/What should be looked at again/).fill('Case 1 is right, I think')
  await expectAccessible(student.page, 'the request')
  await student.page.getByRole('button', { name: 'Send the request' }).click()
  const request = student.page.getByRole('region', { name: 'Request for a regrade' })
  await request.getByText('waits for the staff').waitFor()

  await staff.page.reload()
  await staff.page.getByRole('button', { name: 'Notices: 1 unread' }).click()
  await staff.page.getByRole('link', { name: /A student waits for an answer/ }).click()
  await staff.page.getByRole('button', { name: 'I take it' }).click()
  await staff.page.getByText('You answer').waitFor()
  await expectAccessible(staff.page, 'the request, by staff')
  await staff.page.getByRole('textbox', { name: 'Write a message' }).fill('Look at the division')
  await staff.page.getByRole('button', { name: 'Send', exact: true }).click()
  await staff.page.getByText('answered', { exact: true }).waitFor()
  await staff.page.getByRole('button', { name: 'Close the request' }).click()
  await staff.page.getByText(/^Closed by Toni Assistant/).waitFor()
  await staff.page.getByRole('link', { name: 'All requests' }).click()
  await staff.page.getByRole('link', { name: 'Closed (1)' }).click()
  await staff.page.getByRole('link', { name: 'Sam Student' }).waitFor()
  await expectAccessible(staff.page, 'the closed ones')

  // What the page shows counts as read, without a way through the notice.
  const isRead = student.page.waitForResponse(/\/api\/notices\/[\w-]+\/read$/)
  await student.page.reload()
  await request.getByText(/^Closed by Toni Assistant/).waitFor()
  await isRead
  await student.page.getByRole('button', { name: 'Notices', exact: true }).click()
  await student.page.getByRole('link', { name: /^Your request was closed(?!.*unread)/ }).waitFor()
  await student.page.keyboard.press('Escape')
  await request.getByText('Look at the division').waitFor()
  await expectAccessible(student.page, 'the request, closed')
  expect([...student.troubles, ...staff.troubles]).toEqual([])
}, 400_000)
