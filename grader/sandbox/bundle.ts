/** Puts what a child needs into one folder: its own program and the guest, as plain JavaScript. */
import { build, type BuildOptions } from 'esbuild'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Our own programs are the only ones that are ever bundled: a bundler reads files. */
async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: here,
    bundle: true,
    write: false,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    target: 'es2024',
    logLevel: 'silent',
    ...options,
  })
  return outputFiles?.[0]?.text as string
}

/** The guest: an expression whose value is what the child holds. */
async function bundleGuest(): Promise<string> {
  const code = await bundle({
    stdin: {
      contents: [
        `import '@tensorflow/tfjs-core/dist/register_all_gradients'`,
        `import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'`,
        `export { guest } from './guest/main.ts'`,
      ].join('\n'),
      resolveDir: here,
    },
    format: 'cjs',
    platform: 'browser',
    mainFields: ['module', 'main'],
    inject: [join(here, 'guest/self.ts')],
  })
  // Strict: a sloppy function would give itself away to what it calls, through `caller`.
  return `(() => { "use strict"; const module = { exports: {} }; ${code}\nreturn module.exports.guest })()`
}

/** Files of ours that run as processes of their own, by the name they get in the folder. */
const programs = { 'child.cjs': 'child.ts', 'escaped.cjs': 'escaped.ts' }

/**
 * Writes the programs and `guest.js` into `folder`, readable by every user, since children run as
 * one that owns nothing. Returns the guest's text.
 */
export async function writeBundles(folder: string): Promise<string> {
  const guest = await bundleGuest()
  await writeWhole(folder, 'guest.js', guest)
  for (const [name, source] of Object.entries(programs)) {
    const options: BuildOptions = {
      entryPoints: [join(here, source)],
      format: 'cjs',
      platform: 'node',
    }
    await writeWhole(folder, name, await bundle(options))
  }
  return guest
}

/** Writes a file in one step, so that a child that starts meanwhile sees all of it or none. */
export async function writeWhole(
  folder: string,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  const unfinished = join(folder, `${name}.${process.pid}`)
  await writeFile(unfinished, content, { mode: 0o644 })
  await rename(unfinished, join(folder, name))
}
