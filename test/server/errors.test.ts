import { expect, test } from '@jest/globals'
import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import { Prisma } from '../../prisma/generated/client.ts'
import { isDatabaseUnreachable } from '../../server/errors.ts'

const shuttingDown = {
  kind: 'postgres',
  code: '57P01',
  severity: 'FATAL',
  message: 'terminating connection due to administrator command',
  detail: undefined,
  column: undefined,
  hint: undefined,
} as const

test('the adapter’s own error counts, as it arrives when a connection ends inside a transaction', () => {
  expect(isDatabaseUnreachable(new DriverAdapterError(shuttingDown))).toBe(true)
})

test('the same error inside one of Prisma’s counts too', () => {
  const driverAdapterError = new DriverAdapterError(shuttingDown)
  const error = new Prisma.PrismaClientKnownRequestError('raw query failed', {
    ...{ code: 'P2010', clientVersion: 'any', meta: { driverAdapterError } },
  })
  expect(isDatabaseUnreachable(error)).toBe(true)
})

test('a broken constraint does not count', () => {
  const cause = { ...shuttingDown, code: '23505' } as const
  expect(isDatabaseUnreachable(new DriverAdapterError(cause))).toBe(false)
  expect(isDatabaseUnreachable(new Error('anything else', { cause: { kind: 'postgres' } }))).toBe(
    false,
  )
})
