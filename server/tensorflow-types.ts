/**
 * The types of tfjs-core for the editor on the page, with their comments: a module that exists only
 * while the page is built. It holds the declaration files that can be reached from what students import.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import type { Plugin } from 'vite'

const name = 'virtual:tensorflow-types'
const library = dirname(
  createRequire(import.meta.url).resolve('@tensorflow/tfjs-core/package.json'),
)
const entries = [
  'dist/index.d.ts',
  // The sandbox registers x.matMul(y) and its like.
  'dist/public/chained_ops/register_all_chained_ops.d.ts',
]

/** Lets the page import the declaration files by their paths inside the package: `import types from 'virtual:tensorflow-types'`. */
export function tensorflowTypes(): Plugin {
  return {
    name: 'tensorflow-types',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null
      const files = JSON.stringify(Object.fromEntries(reachable()))
      return `export default JSON.parse(${JSON.stringify(files)})`
    },
  }
}

/** Every declaration file that the entries import, also by way of others, with its text. */
function reachable(): Map<string, string> {
  const found = new Map<string, string>()
  const waiting = entries.map((entry) => join(library, entry))
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const path = relative(library, file)
    if (found.has(path)) continue
    const text = readFileSync(file, 'utf8')
    found.set(path, text)
    for (const [, target = ''] of text.matchAll(/(?:from |import |import\()['"](\.[^'"]+)['"]/g)) {
      const beside = join(dirname(file), target)
      waiting.push(existsSync(`${beside}.d.ts`) ? `${beside}.d.ts` : join(beside, 'index.d.ts'))
    }
  }
  return found
}
