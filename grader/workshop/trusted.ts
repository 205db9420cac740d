/**
 * An edition that an operator trusts: its code runs in this process, like that of the exercises which
 * came with the server, so that its reference runs on the reference engine.
 */
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Exercise } from '../../exercises/exercise.ts'

const root = resolve(import.meta.dirname, '../..')

/**
 * Loads an exercise from its files. They lie for a moment in a folder of their own in which everything
 * around them is this server's, so that their imports mean what they do in the sandbox. Throws what
 * the exercise throws while it loads. Only for what an operator trusts: it can do all that we can.
 */
export async function openTrusted(
  slug: string,
  files: Readonly<Record<string, string>>,
): Promise<Exercise> {
  const base = await mkdtemp(join(tmpdir(), 'attendant-trusted-'))
  try {
    const folder = join(base, 'exercises', slug)
    await mkdir(join(base, 'exercises'))
    for (const name of ['node_modules', 'package.json', 'reference']) {
      await symlink(join(root, name), join(base, name))
    }
    for (const name of await readdir(join(root, 'exercises'))) {
      if (name !== slug) await symlink(join(root, 'exercises', name), join(base, 'exercises', name))
    }
    // Fails where the folder is there: behind a link it would be ours that is written to.
    await mkdir(folder)
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text, { flag: 'wx' })
    }
    const loaded = (await import(pathToFileURL(join(folder, 'exercise.ts')).href)) as {
      exercise?: Exercise
    }
    if (loaded.exercise?.slug === slug) return loaded.exercise
    throw new Error(`the edition of "${slug}" exports no exercise of that name`)
  } finally {
    await rm(base, { recursive: true, force: true })
  }
}
