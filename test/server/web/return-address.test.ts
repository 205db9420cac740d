import { expect, test } from '@jest/globals'
import { pathOfThisSite, signInAddress } from '../../../server/web/return-address.ts'

test('signing in leads back to where somebody was, with its query and its place in the page', () => {
  const here = '/courses/transformers/attention?from=course&case=2#report'
  const { pathname, searchParams } = new URL(signInAddress(here, 'ended'), 'https://school.edu')
  expect(pathname).toBe('/sign-in')
  expect(searchParams.get('problem')).toBe('ended')
  expect(pathOfThisSite(searchParams.get('next'))).toBe(here)
})

test('a visitor who signs in for the first time is told of no ended session', () => {
  expect(signInAddress('/account')).toBe('/sign-in?next=%2Faccount')
})

test.each([
  null,
  '',
  'courses',
  '//evil.example',
  '/\\evil.example',
  '/courses\\..',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
])('signing in never leads to %j, but home', (next) => {
  expect(pathOfThisSite(next)).toBe('/')
})
