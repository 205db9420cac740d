/**
 * Where the pieces of TensorFlow lie. They are kept in the data folder, because `npm ci` empties
 * node_modules, and are linked into the package, which looks for them at `lib` and `deps`.
 */
import { existsSync, lstatSync, symlinkSync, unlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

/** The folder of @tensorflow/tfjs-node-gpu; null when the optional package is not installed. */
export const packageFolder = findPackage()

/** Holds what `npm run reference:tensorflow` made: `lib` (the binding) and `deps/lib` (TensorFlow's libraries). */
export const builtFolder = resolve(
  import.meta.dirname,
  '../..',
  process.env['ATTENDANT_DATA'] || '.data',
  'tensorflow',
)

/** The native binding in a folder laid out like the package; 8 is the newest Node-API that the package knows. */
export function bindingFile(folder: string): string {
  return join(folder, 'lib', 'napi-v8', 'tfjs_binding.node')
}

/** Links what was built into the package, unless the package has a binding already. */
export function linkBuilt(): void {
  if (packageFolder === null || existsSync(bindingFile(packageFolder))) return
  if (!existsSync(bindingFile(builtFolder))) return
  for (const part of ['lib', 'deps']) link(join(builtFolder, part), join(packageFolder, part))
}

/** Makes `path` a link to the folder `target`, in place of an older link. Throws when a real folder is in the way. */
export function link(target: string, path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(path)
  // Windows allows junctions to everybody, but symbolic links only to administrators.
  symlinkSync(target, path, 'junction')
}

function findPackage(): string | null {
  const { resolve: locate } = createRequire(import.meta.url)
  try {
    return dirname(locate('@tensorflow/tfjs-node-gpu/package.json'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}
