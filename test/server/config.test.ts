import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { readSettings, settings, SettingsError } from '../../server/config.ts'

const secret = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c'

describe('settings', () => {
  test('nothing configured is a demonstration that only this machine reaches', () => {
    expect(readSettings({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      url: 'http://127.0.0.1:3000',
      proxies: 0,
      databaseUrl: undefined,
      redisUrl: undefined,
      dataFolder: join(import.meta.dirname, '../../.data'),
      secret: undefined,
      demo: true,
      courseTitle: 'Build a Transformer',
      provider: undefined,
      mail: undefined,
    })
  })

  const registered = {
    ATTENDANT_OIDC_ISSUER: 'https://login.school.edu/realm',
    ATTENDANT_OIDC_CLIENT_ID: 'attendant',
    ATTENDANT_OIDC_CLIENT_SECRET: 'a b',
  }

  test('a provider is called by the host of its issuer until it is given a name', () => {
    const { provider } = readSettings(registered)
    expect(provider).toEqual({
      ...{ issuer: 'https://login.school.edu/realm', clientId: 'attendant' },
      ...{ clientSecret: 'a b', name: 'login.school.edu' },
    })
    const named = readSettings({ ...registered, ATTENDANT_OIDC_NAME: 'School account' })
    expect(named.provider?.name).toBe('School account')
  })

  test.each(['a@b.edu', 'Attendant <a@b.edu>'])('mail may come from %s', (from) => {
    const smtpUrl = 'smtps://u:p@mail.school.edu'
    expect(readSettings({ SMTP_URL: smtpUrl, MAIL_FROM: from }).mail).toEqual({ smtpUrl, from })
  })

  test('empty means not set', () => {
    const empty = Object.fromEntries(settings.map(({ name }) => [name, '']))
    expect(readSettings(empty)).toEqual(readSettings({}))
  })

  test('a secret of your own ends demo mode', () => {
    expect(readSettings({ ATTENDANT_SECRET: secret, HOST: '0.0.0.0' })).toMatchObject({
      demo: false,
      host: '0.0.0.0',
      secret,
    })
  })

  test('demo mode can be kept beside a database of your own', () => {
    const own = { DATABASE_URL: 'postgresql://a:b@localhost/c', ATTENDANT_DEMO: '1' }
    expect(readSettings(own)).toMatchObject({ demo: true, databaseUrl: own.DATABASE_URL })
  })

  test.each([
    ['PORT is "http"', { PORT: 'http' }],
    ['PORT is "65536"', { PORT: '65536' }],
    ['PORT is "1e3"', { PORT: '1e3' }],
    ['HOST is "0.0.0.0"', { HOST: '0.0.0.0' }],
    ['HOST is "0.0.0.0"', { HOST: '0.0.0.0', ATTENDANT_SECRET: secret, ATTENDANT_DEMO: '1' }],
    ['ATTENDANT_DEMO is "yes"', { ATTENDANT_DEMO: 'yes' }],
    ['ATTENDANT_SECRET is not set', { ATTENDANT_DEMO: '0' }],
    ['ATTENDANT_SECRET is not set', { DATABASE_URL: 'postgresql://a:b@localhost/c' }],
    ['ATTENDANT_SECRET must have', { ATTENDANT_SECRET: 'short' }],
    ['ATTENDANT_SECRET must be random', { ATTENDANT_SECRET: 'changeme'.repeat(6) }],
    ['ATTENDANT_SECRET must be random', { ATTENDANT_SECRET: '0'.repeat(64) }],
    ['DATABASE_URL must be an address', { DATABASE_URL: 'mysql://a:b@localhost/c' }],
    ['REDIS_URL must be an address', { REDIS_URL: 'localhost:6379' }],
    ['ATTENDANT_OIDC_ISSUER must be', { ...registered, ATTENDANT_OIDC_ISSUER: 'http://a.edu' }],
    ['Set all three', { ...registered, ATTENDANT_OIDC_CLIENT_ID: '' }],
    ['SMTP_URL and MAIL_FROM go together', { SMTP_URL: 'smtp://mail.school.edu' }],
    ['SMTP_URL must be', { SMTP_URL: 'mail.school.edu', MAIL_FROM: 'a@b.edu' }],
    ['MAIL_FROM must be', { SMTP_URL: 'smtp://mail.school.edu', MAIL_FROM: 'Attendant' }],
    ['ATTENDANT_URL must be an address', { ATTENDANT_URL: 'learn.school.edu' }],
  ])('%s: refused by name', (message, environment) => {
    expect(() => readSettings(environment)).toThrow(SettingsError)
    expect(() => readSettings(environment)).toThrow(message)
  })

  test('every wrong setting is told at once, one line for each', () => {
    const wrong = () => readSettings({ PORT: 'x', REDIS_URL: 'x', ATTENDANT_PROXIES: 'x' })
    expect(wrong).toThrow(/^PORT .*\nATTENDANT_PROXIES .*\nREDIS_URL .*$/)
  })

  test('a message never repeats a password', () => {
    expect(() => readSettings({ DATABASE_URL: 'db://user:hunter2@host' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    )
  })
})
