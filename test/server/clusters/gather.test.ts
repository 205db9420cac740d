import { expect, test } from '@jest/globals'
import { countPerDay, dayIn, daysBetween } from '../../../server/clusters/days.ts'
import { gather, type Attempt } from '../../../server/clusters/gather.ts'

/** "ann A1, ben values, ann ok": who handed in what, in order. */
function attempts(story: string): Attempt[] {
  return story.split(', ').map((one, at) => {
    const [userId = '', what = ''] = one.split(' ')
    const isNamed = /^[A-Z]\d$/.test(what)
    const isPassed = what === 'ok'
    return {
      ...{
        id: `${at}`,
        userId,
        queuedAt: new Date(at),
        verdict: isPassed ? 'passed' : 'wrongAnswer',
      },
      misconception: isNamed ? what : null,
      failedCase: isPassed ? null : 'five tokens',
      finding: isPassed ? null : isNamed ? 'values' : what,
    }
  })
}

function summary(story: string, which: 'newest' | 'all'): string[] {
  return gather(attempts(story), which).map(
    ({ key, members }) =>
      `${key}: ${members.map(({ userId, standing }) => `${userId} ${standing}`).join(', ')}`,
  )
}

test('a failure belongs to its misconception, else to what was found in which case', () => {
  expect(summary('ann A1, ben shape, cid A1', 'newest')).toEqual([
    'A1: ann here, cid here',
    'shape · five tokens: ben here',
  ])
})

test('a student counts where their newest failure is, or wherever they ever failed', () => {
  const story = 'ann A1, ann A2, ben A1'
  expect(summary(story, 'newest')).toEqual(['A1: ben here', 'A2: ann here'])
  expect(summary(story, 'all')).toEqual(['A1: ann elsewhere, ben here', 'A2: ann here'])
})

test('who passes afterwards has passed, until they fail again', () => {
  expect(summary('ann A1, ann ok, ben A1', 'newest')).toEqual(['A1: ann passed, ben here'])
  expect(summary('ann A1, ann ok, ann A1', 'newest')).toEqual(['A1: ann here'])
  expect(summary('ann A1, ann ok, ann A2', 'all')).toEqual(['A2: ann here', 'A1: ann passed'])
})

test('clusters come from the one with the most students now', () => {
  const [first] = gather(attempts('ann A1, ann ok, ben A1, ben ok, cid A2'), 'newest')
  expect(first?.key).toBe('A2')
})

test('days are counted where the course is, at most the last 28', () => {
  const day = dayIn('Asia/Shanghai')
  expect(day(new Date('2026-11-21T23:00:00Z'))).toBe('2026-11-22')
  expect(daysBetween('2026-11-20', '2026-11-22')).toEqual([
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
  ])
  expect(daysBetween('2026-01-01', '2026-11-22')).toHaveLength(28)
  const days = ['2026-11-20', '2026-11-21']
  expect(countPerDay(days, ['2026-11-21', '2026-11-21', '2026-01-01'])).toEqual([0, 2])
})
