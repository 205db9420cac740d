import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { settings } from '../../server/config.ts'

const root = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(root, path), 'utf8')

const Service = z.object({
  image: z.string(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  cap_add: z.never().optional(),
  privileged: z.never().optional(),
  devices: z.never().optional(),
  pid: z.never().optional(),
  network_mode: z.never().optional(),
  security_opt: z.array(z.string()),
  networks: z.array(z.string()),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()),
})
const Compose = z.object({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
})

const text = read('server/deploy/compose.yaml')
const compose = Compose.parse(parse(text, { merge: true }))
const ours = Object.entries(compose.services).filter(([, { image }]) => image === 'attendant')

describe('the compose file', () => {
  test('starts every role once, beside the database', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'database',
      'grader',
      'reference',
      'server',
    ])
  })

  test.each(ours)('gives %s nothing to write to and no capability', (_, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    expect(service.security_opt).toContain('no-new-privileges:true')
  })

  test('gives nobody the host: no privileged container, no socket of Docker, no folder of it', () => {
    expect(text).not.toMatch(/privileged:|docker\.sock|SYS_ADMIN|unconfined/)
    const places = Object.values(compose.services).flatMap(({ volumes }) => volumes)
    expect(places.map((one) => one.split(':')[0])).toEqual(['database', 'server'])
  })

  test.each(['grader', 'reference', 'database'])('lets %s reach nothing but the others', (name) => {
    const reached = compose.services[name]!.networks
    expect(reached.map((network) => compose.networks[network]?.internal)).toEqual([true])
    expect(compose.services[name]!.ports).toEqual([])
  })

  test('opens the server to this machine alone: a proxy that ends TLS stands in front', () => {
    expect(compose.services['server']!.ports).toEqual(['127.0.0.1:3000:3000'])
  })

  test('demands every layer of the sandbox that a grader without root can have', () => {
    const [, purposes = ''] =
      /const purposes = \{([\s\S]+?)\} satisfies/.exec(read('grader/sandbox/layers.ts')) ?? []
    const layers = [...purposes.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name)
    const required = compose.services['grader']!.environment['SANDBOX_REQUIRE']!.split(',')
    expect([...required, 'user'].sort()).toEqual(layers.sort())
  })

  test('sets nothing that is no setting, and takes every secret from outside', () => {
    const known = settings.map(({ name }) => name)
    for (const [, { environment }] of ours) {
      expect(known).toEqual(expect.arrayContaining(Object.keys(environment)))
      expect(environment['ATTENDANT_SECRET']).toMatch(/^\$\{ATTENDANT_SECRET:\?/)
      expect(environment['DATABASE_URL']).toContain('${POSTGRES_PASSWORD:?')
    }
    const wanted = [...text.matchAll(/\$\{(\w+):[?-]/g)].map(([, name]) => name)
    const offered = [...read('server/deploy/example.env').matchAll(/^(\w+)=/gm)].map(
      ([, name]) => name,
    )
    expect(offered.sort()).toEqual([...new Set(wanted)].sort())
  })
})

test('the container runs as a user that owns nothing, and installs without install scripts', () => {
  const lines = read('server/deploy/Containerfile').split('\n')
  const last = (word: string) => lines.filter((line) => line.startsWith(word)).at(-1)
  expect(last('USER')).toBe('USER 10001:10001')
  expect(lines.filter((line) => /npm (install|ci)/.test(line))).toEqual([])
})

test('the rules on system calls refuse what no child needs, and allow the namespaces that it gets', () => {
  const Profile = z.object({
    defaultAction: z.literal('SCMP_ACT_ALLOW'),
    syscalls: z.array(z.object({ names: z.array(z.string()), action: z.string() })),
  })
  const { syscalls } = Profile.parse(JSON.parse(read('server/deploy/seccomp.json')))
  expect(new Set(syscalls.map(({ action }) => action))).toEqual(new Set(['SCMP_ACT_ERRNO']))
  const refused = syscalls.flatMap(({ names }) => names)
  expect(refused).toEqual(expect.arrayContaining(['ptrace', 'bpf', 'mount', 'keyctl', 'setns']))
  for (const needed of ['unshare', 'clone', 'setresuid', 'prctl', 'prlimit64']) {
    expect(refused).not.toContain(needed)
  }
})

describe('known faults', () => {
  const Known = z.object({
    policy: z.string(),
    faults: z.array(
      z.object({
        package: z.string(),
        what: z.string(),
        id: z.string(),
        freeFrom: z.record(z.string(), z.string()),
      }),
    ),
  })
  const Lock = z.object({
    packages: z.record(z.string(), z.object({ version: z.string().optional() })),
  })
  const { faults } = Known.parse(JSON.parse(read('server/deploy/known-faults.json')))
  const { packages } = Lock.parse(JSON.parse(read('package-lock.json')))
  const nodes = Object.keys(packages).filter((path) =>
    /^node_modules\/node-(bin-)?(darwin|linux|win)-/.test(path),
  )

  /** A release line that is not listed was over when the fault was found, or came after it. */
  const isFree = (version: string, freeFrom: Record<string, string>) => {
    const since = freeFrom[version.split('.')[0]!]
    if (since === undefined) {
      const newest = Math.max(...Object.keys(freeFrom).map(Number))
      return Number(version.split('.')[0]) > newest
    }
    return version.localeCompare(since, 'en', { numeric: true }) >= 0
  }

  test('the product has a Node of its own for five kinds of machine', () => {
    expect(nodes).toHaveLength(5)
  })

  test.each(faults)('$package: $what ($id)', ({ package: name, freeFrom }) => {
    const paths = name === 'node' ? nodes : [`node_modules/${name}`]
    for (const path of paths) {
      expect(isFree(packages[path]?.version ?? '0', freeFrom)).toBe(true)
    }
  })

  test('a version before the fix is not free of it, whatever its numbers look like as text', () => {
    const freeFrom = { '24': '24.17.0', '26': '26.3.1' }
    const versions = ['26.10.0', '26.3.1', '26.3.0', '25.9.9', '24.9.0', '27.0.0']
    expect(versions.map((version) => isFree(version, freeFrom))).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
    ])
  })
})
