/** Loaded before everything else by a process whose files a test alters: see alter.ts. */
import type { Plugin } from 'esbuild'
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Alteration } from './alter.ts'

const root = resolve(import.meta.dirname, '..')
const alterations = JSON.parse(process.env['ATTENDANT_TEST_ALTERATIONS'] ?? '[]') as Alteration[]

/** The bundler reads files by itself, so it gets a plugin that alters them alike. */
const throughBundler: Alteration = {
  file: 'grader/sandbox/bundle.ts',
  find: 'absWorkingDir: here,',
  replace: 'absWorkingDir: here, plugins: [globalThis.attendantTestAlterations],',
}

function alteredText(file: string, text: string): string {
  return [...alterations, throughBundler]
    .filter((one) => one.file === file)
    .reduce((before, { find, replace }) => {
      const pieces = before.split(find)
      if (pieces.length !== 2) {
        throw new Error(`${file} holds "${find}" ${pieces.length - 1} times, not once`)
      }
      return pieces.join(replace)
    }, text)
}

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.startsWith('file:')) return loaded
    const file = relative(root, fileURLToPath(url))
    if (!isAltered(file)) return loaded
    return { ...loaded, source: alteredText(file, sourceText(loaded.source, url)) }
  },
})

function isAltered(file: string): boolean {
  return file === throughBundler.file || alterations.some((one) => one.file === file)
}

function sourceText(source: unknown, url: string): string {
  return typeof source === 'string' ? source : readFileSync(fileURLToPath(url), 'utf8')
}

const plugin: Plugin = {
  name: 'alterations',
  setup(build) {
    for (const { file } of alterations.filter(({ file }) => file.startsWith('grader/sandbox/'))) {
      const path = join(root, file)
      const filter = new RegExp(`^${path.replace(/[^\w/]/g, '\\$&')}$`)
      build.onLoad({ filter }, () => ({
        contents: alteredText(file, readFileSync(path, 'utf8')),
        loader: 'ts',
      }))
    }
  },
}
Object.assign(globalThis, { attendantTestAlterations: plugin })
