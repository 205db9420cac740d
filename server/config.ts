/**
 * The settings: read once, checked, and listed here for `npm start -- --help`. Nothing else in
 * server/ looks at the environment. With none of them set, Attendant runs as a demonstration that
 * only this machine can reach.
 */
import { join, resolve } from 'node:path'
import { z } from 'zod'

export interface Settings {
  readonly port: number
  readonly host: string
  /** Where browsers reach the server from outside; https there makes cookies secure. */
  readonly url: string
  readonly proxies: number
  /** Not set: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  readonly redisUrl: string | undefined
  /** An absolute path. */
  readonly dataFolder: string
  /** Not set, which only a demonstration may leave it: one is made up and kept in the data folder. */
  readonly secret: string | undefined
  readonly demo: boolean
  /** Of the course that a start makes where there is neither a course nor anybody. */
  readonly courseTitle: string
  /** Not set: nobody signs in with an account of elsewhere. */
  readonly provider: ProviderSettings | undefined
  /** Not set: forgotten passwords are mended by instructors. */
  readonly mail: MailSettings | undefined
}

/** An OpenID Connect provider, as its operator registered Attendant there. */
export interface ProviderSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** As the sign-in page calls it. */
  readonly name: string
}

export interface MailSettings {
  readonly smtpUrl: string
  readonly from: string
}

export interface Setting {
  readonly name: string
  readonly default: string
  readonly meaning: string
}

/** Everything that can be set, for people. The last ones are read by the grader and the reference. */
export const settings: readonly Setting[] = [
  { name: 'PORT', default: '3000', meaning: 'Port of the web server.' },
  {
    name: 'HOST',
    default: '127.0.0.1',
    meaning: 'Address to listen on; 0.0.0.0 opens it to the network, which needs ATTENDANT_SECRET.',
  },
  {
    name: 'ATTENDANT_URL',
    default: 'http://HOST:PORT',
    meaning: 'Address that browsers use. With https, cookies are sent over https alone.',
  },
  {
    name: 'ATTENDANT_PROXIES',
    default: '0',
    meaning: 'How many reverse proxies stand in front; their X-Forwarded-For is believed.',
  },
  {
    name: 'ATTENDANT_DATA',
    default: '.data',
    meaning: 'Folder for the embedded database, made-up secrets and logs.',
  },
  {
    name: 'DATABASE_URL',
    default: 'embedded PostgreSQL',
    meaning: 'An existing PostgreSQL: postgresql://user:password@host:5432/database.',
  },
  {
    name: 'REDIS_URL',
    default: 'queue in PostgreSQL',
    meaning: 'Puts the queue on Redis: redis://host:6379.',
  },
  {
    name: 'ATTENDANT_SECRET',
    default: 'made up in demo mode',
    meaning:
      'Signs sessions and derives the secret inputs; 32 characters or more, the same on every machine.',
  },
  {
    name: 'ATTENDANT_DEMO',
    default: '1 unless DATABASE_URL or ATTENDANT_SECRET is set',
    meaning: 'Demo accounts that anybody who reaches the server may use; this machine only.',
  },
  {
    name: 'ATTENDANT_COURSE',
    default: 'Build a Transformer',
    meaning: 'Title of the course that the first start makes outside demo mode.',
  },
  {
    name: 'ATTENDANT_OIDC_ISSUER',
    default: 'accounts of Attendant alone',
    meaning:
      'An OpenID Connect provider to sign in with: https://login.school.edu. Register <ATTENDANT_URL>/api/session/provider/callback there.',
  },
  {
    name: 'ATTENDANT_OIDC_CLIENT_ID',
    default: 'none',
    meaning: 'The name under which that provider knows Attendant.',
  },
  {
    name: 'ATTENDANT_OIDC_CLIENT_SECRET',
    default: 'none',
    meaning: 'The secret that the provider gave out with it.',
  },
  {
    name: 'ATTENDANT_OIDC_NAME',
    default: 'the host of the issuer',
    meaning: 'What the sign-in page calls the provider, such as "School account".',
  },
  {
    name: 'SMTP_URL',
    default: 'no mail; instructors give out links',
    meaning: 'Sends mail for forgotten passwords: smtp://user:password@host:587, or smtps://.',
  },
  {
    name: 'MAIL_FROM',
    default: 'none',
    meaning: 'Sender of that mail: Attendant <attendant@school.edu>.',
  },
  {
    name: 'REFERENCE_BACKEND',
    default: 'the best that works',
    meaning: 'Forces the reference engine: tensorflow, webgpu, wasm or cpu.',
  },
  {
    name: 'GRADER_CONCURRENCY',
    default: 'one for each processor',
    meaning: 'How many submissions a grader works on at once.',
  },
  {
    name: 'SANDBOX_REQUIRE',
    default: 'none',
    meaning: 'Sandbox layers, separated by commas, without which the grader takes no submissions.',
  },
]

/** A setting that cannot be used. The message has one line for each, saying what to do. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

const root = join(import.meta.dirname, '..')
const loopback = ['127.0.0.1', 'localhost', '::1']
const newSecret = `ATTENDANT_SECRET=$(openssl rand -hex 32)`

/** @throws SettingsError when one is wrong, or when a secret is missing that must not be. */
export function readSettings(environment: Given = process.env): Settings {
  const data = parse(Environment, environment)
  const { PORT, HOST, ATTENDANT_SECRET, ATTENDANT_DEMO, DATABASE_URL, REDIS_URL } = data
  const demo = ATTENDANT_DEMO ?? (DATABASE_URL === undefined && ATTENDANT_SECRET === undefined)
  if (demo && !loopback.includes(HOST)) {
    throw new SettingsError(
      `HOST is "${HOST}", which would let the whole network use the demo accounts. Leave HOST out, or set a secret of your own: ${newSecret}.`,
    )
  }
  if (!demo && ATTENDANT_SECRET === undefined) {
    throw new SettingsError(
      `ATTENDANT_SECRET is not set, and outside demo mode it has to be. Set it and keep it: ${newSecret}. (ATTENDANT_DEMO=1 starts a demonstration with a made-up secret.)`,
    )
  }
  const { ATTENDANT_COURSE, SMTP_URL, MAIL_FROM } = data
  if ((SMTP_URL === undefined) !== (MAIL_FROM === undefined)) {
    throw new SettingsError(
      'SMTP_URL and MAIL_FROM go together: the one says how mail is sent, the other from whom. Set both or none.',
    )
  }
  return {
    port: PORT,
    host: HOST,
    url: data.ATTENDANT_URL ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`,
    proxies: data.ATTENDANT_PROXIES,
    databaseUrl: DATABASE_URL,
    redisUrl: REDIS_URL,
    dataFolder: data.ATTENDANT_DATA,
    secret: ATTENDANT_SECRET,
    demo,
    courseTitle: ATTENDANT_COURSE ?? 'Build a Transformer',
    provider: providerOf(data),
    mail: SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : undefined,
  }
}

type Given = Readonly<Record<string, string | undefined>>

function parse<T>(schema: z.ZodType<T>, environment: Given): T {
  const parsed = schema.safeParse(environment)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path: [name], message }) => {
    const found = environment[String(name)]
    // What is wrong with a secret or an address with a password in it is told without showing it.
    const shown = ['PORT', 'HOST', 'ATTENDANT_PROXIES', 'ATTENDANT_DEMO'].includes(String(name))
    return `${String(name)}${shown ? ` is "${found}"; it` : ''} ${message}.`
  })
  throw new SettingsError(lines.join('\n'))
}

/**
 * Where the data is: what a backup needs to know, which goes on with what a start would refuse.
 * @throws SettingsError when one of these is wrong.
 */
export function readPlaces(
  environment: Given = process.env,
): Pick<Settings, 'databaseUrl' | 'dataFolder' | 'secret'> {
  const { DATABASE_URL, ATTENDANT_DATA, ATTENDANT_SECRET } = parse(Places, environment)
  return { databaseUrl: DATABASE_URL, dataFolder: ATTENDANT_DATA, secret: ATTENDANT_SECRET }
}

function providerOf(given: z.infer<typeof Environment>): ProviderSettings | undefined {
  const issuer = given.ATTENDANT_OIDC_ISSUER
  const clientId = given.ATTENDANT_OIDC_CLIENT_ID
  const clientSecret = given.ATTENDANT_OIDC_CLIENT_SECRET
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new SettingsError(
      'ATTENDANT_OIDC_ISSUER, ATTENDANT_OIDC_CLIENT_ID and ATTENDANT_OIDC_CLIENT_SECRET go together. Set all three, as the provider gave them out, or none.',
    )
  }
  const name = given.ATTENDANT_OIDC_NAME ?? new URL(issuer).host
  return { issuer, clientId, clientSecret, name }
}

/** Compose files and shells set what they leave out to the empty string. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number)

const address = (schemes: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
    error: `must be an address such as ${example}`,
  })

/** Tokens of a provider travel in the open without https, which only this machine may do. */
const issuer = z
  .string()
  .refine(
    (text) =>
      URL.canParse(text) &&
      (new URL(text).protocol === 'https:' ||
        (new URL(text).protocol === 'http:' && loopback.includes(new URL(text).hostname))),
    { error: 'must be an address such as https://login.school.edu' },
  )

const secret = z
  .string()
  .refine((text) => text.length >= 32, {
    error: `must have at least 32 characters; make one: ${newSecret}`,
  })
  .refine((text) => new Set(text).size >= 8 && !/change.?me|example|default|password/i.test(text), {
    error: `must be random, not a sample or a repetition; make one: ${newSecret}`,
  })

/** What a process that the supervisor starts is given: nothing of it is left to choose. */
export interface RoleSettings extends Settings {
  readonly databaseUrl: string
  readonly secret: string
}

/** The environment of a process that is given `settings`. */
export function roleEnvironment(settings: RoleSettings): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    ...process.env,
    PORT: String(settings.port),
    HOST: settings.host,
    ATTENDANT_URL: settings.url,
    ATTENDANT_PROXIES: String(settings.proxies),
    ATTENDANT_DATA: settings.dataFolder,
    DATABASE_URL: settings.databaseUrl,
    REDIS_URL: settings.redisUrl,
    ATTENDANT_SECRET: settings.secret,
    ATTENDANT_DEMO: settings.demo ? '1' : '0',
  }
}

/** @throws SettingsError when the process was not started with `npm start` or `npm run <role>`. */
export function readRoleSettings(): RoleSettings {
  const { databaseUrl, secret, ...rest } = readSettings()
  if (databaseUrl === undefined || secret === undefined) {
    throw new SettingsError('Start this with npm start, which says where the database is.')
  }
  return { ...rest, databaseUrl, secret }
}

const Environment = z.object({
  PORT: optional(wholeNumber(1, 65_535)).transform((port) => port ?? 3000),
  HOST: optional(z.string()).transform((host) => host ?? '127.0.0.1'),
  ATTENDANT_URL: optional(address(['http:', 'https:'], 'https://learn.school.edu')),
  ATTENDANT_PROXIES: optional(wholeNumber(0, 9)).transform((count) => count ?? 0),
  ATTENDANT_DATA: optional(z.string()).transform((folder) =>
    folder === undefined ? join(root, '.data') : resolve(folder),
  ),
  DATABASE_URL: optional(
    address(['postgresql:', 'postgres:'], 'postgresql://user:password@host:5432/database'),
  ),
  REDIS_URL: optional(address(['redis:', 'rediss:'], 'redis://host:6379')),
  ATTENDANT_SECRET: optional(secret),
  ATTENDANT_COURSE: optional(
    z.string().trim().min(1, 'must say something').max(200, 'must have at most 200 characters'),
  ),
  ATTENDANT_OIDC_ISSUER: optional(issuer),
  ATTENDANT_OIDC_CLIENT_ID: optional(z.string()),
  ATTENDANT_OIDC_CLIENT_SECRET: optional(z.string()),
  ATTENDANT_OIDC_NAME: optional(z.string().max(60, 'must have at most 60 characters')),
  SMTP_URL: optional(address(['smtp:', 'smtps:'], 'smtp://user:password@mail.school.edu:587')),
  MAIL_FROM: optional(
    z.string().regex(/^([^<>\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, {
      error: 'must be a sender such as Attendant <attendant@school.edu>',
    }),
  ),
  ATTENDANT_DEMO: optional(
    z.enum(['0', '1'], { error: 'must be 0 or 1' }).transform((flag) => flag === '1'),
  ),
})

const Places = Environment.pick({
  DATABASE_URL: true,
  ATTENDANT_DATA: true,
  ATTENDANT_SECRET: true,
})
