/** Compiles the native binding of @tensorflow/tfjs-node-gpu. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, realpathSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Compiles against `deps/include` and `deps/lib` of the package, with the headers of this very Node,
 * into `lib` of `builtFolder`. Throws when a tool is missing or the compiler fails.
 */
export function compileBinding(
  packageFolder: string,
  builtFolder: string,
  say: (line: string) => void,
): void {
  for (const tool of ['make', 'c++', 'python3']) {
    if (spawnSync(tool, ['--version'], { stdio: 'ignore' }).error) {
      throw new Error(
        `${tool} is not installed; a C++ compiler, make and python3 are needed (Debian: g++ make python3)`,
      )
    }
  }
  say('compiling the native binding')
  try {
    execFileSync(
      process.execPath,
      [
        nodeGyp(),
        'rebuild',
        `--nodedir=${nodeHeaders()}`,
        '--module_name=tfjs_binding',
        `--module_path=${join(builtFolder, 'lib', 'napi-v8')}`,
        '--napi_build_version=8',
      ],
      {
        cwd: packageFolder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        // An old-style search path also holds for what TensorFlow loads later: CUDA's libraries beside it.
        env: { ...process.env, LDFLAGS: '-Wl,--disable-new-dtags' },
      },
    )
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`the compiler failed:\n${stdout}${stderr}`, { cause: error })
  }
  rmSync(join(packageFolder, 'build'), { recursive: true, force: true })
}

function nodeGyp(): string {
  try {
    return createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js')
  } catch (error) {
    throw new Error('the package node-gyp is missing; run "npm ci" (without --omit=dev)', {
      cause: error,
    })
  }
}

function nodeHeaders(): string {
  const folder = dirname(dirname(realpathSync(process.execPath)))
  if (existsSync(join(folder, 'include', 'node', 'node_api.h'))) return folder
  throw new Error(
    `no headers of Node in ${folder}/include; run this with "npm run", which uses the project's own Node`,
  )
}
