/** What is installed: exactly what was looked at, from the registry, with its hash, running nothing on the way. */
import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(import.meta.dirname, '../../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

const Names = z.record(z.string(), z.string())
const Manifest = z.object({
  dependencies: Names,
  optionalDependencies: Names,
  devDependencies: Names,
})
const Lock = z.object({
  lockfileVersion: z.number(),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
    }),
  ),
})

const wanted = Manifest.parse(JSON.parse(read('package.json')))
const { packages } = Lock.parse(JSON.parse(read('package-lock.json')))
const locked = Object.entries(packages).filter(([path]) => path !== '')

test('every package is asked for in one exact version', () => {
  const all = Object.values(wanted).flatMap((one) => Object.entries(one))
  expect(all.length).toBeGreaterThan(80)
  const loose = all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))
  expect(loose).toEqual([])
  expect(read('.npmrc')).toContain('save-exact=true')
})

test('the lockfile has that version of each', () => {
  for (const [name, version] of Object.values(wanted).flatMap((one) => Object.entries(one))) {
    expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version])
  }
})

test('every locked package comes from the registry, with a hash of what it is', () => {
  expect(locked.length).toBeGreaterThan(500)
  const odd = locked.filter(
    ([, { link, inBundle, resolved, integrity }]) =>
      link === true ||
      (inBundle !== true &&
        (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '') ||
          // Left out of a lockfile that names no registry: then it is the one that is set up.
          !/^(https:\/\/[^/]+\/.+\.tgz|)$/.test(resolved ?? ''))),
  )
  expect(odd.map(([path]) => path)).toEqual([])
  const hosts = new Set(
    locked.flatMap(([, { resolved }]) => (resolved === undefined ? [] : [new URL(resolved).host])),
  )
  expect(hosts.size).toBeLessThanOrEqual(1)
})

test('installing runs no script of any package', () => {
  const calls = [
    ...read('server/install.mjs').matchAll(/'install', '--no-save', '--ignore-scripts'/g),
  ]
  expect(calls).toHaveLength(1)
  expect(read('server/install.mjs')).not.toMatch(/'ci'|npx|rebuild/)
})
