/** TensorFlow's headers and libraries: downloaded as Python wheels, or taken from where an operator has them. */
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

export type Source =
  | { readonly kind: 'download'; readonly cuda: boolean; readonly version: string }
  | { readonly kind: 'here'; readonly from: string }

/** The names under which wheels and the C library carry TensorFlow, and the name that the binding links against. */
const libraries = [
  { names: ['libtensorflow_cc.so.2', 'libtensorflow.so.2'], plain: 'libtensorflow.so' },
  { names: ['libtensorflow_framework.so.2'], plain: 'libtensorflow_framework.so' },
]

/**
 * Fills `deps/include` and `deps/lib` of `folder`. NVIDIA's libraries lie beside TensorFlow's, where
 * the loader finds them without settings. Throws when a tool, a download or a file is missing.
 */
export function obtain(source: Source, folder: string, say: (line: string) => void): void {
  const unpacked = join(folder, 'unpacked')
  try {
    const found = locate(
      source.kind === 'download'
        ? download(source, folder, unpacked, say)
        : source.from.endsWith('.whl')
          ? unpack([resolve(source.from)], unpacked, say)
          : resolve(source.from),
    )
    say('copying headers and libraries')
    cpSync(found.include, join(folder, 'deps', 'include'), { recursive: true })
    copyLibraries(found, join(folder, 'deps', 'lib'))
  } finally {
    for (const name of ['unpacked', 'wheels']) {
      rmSync(join(folder, name), { recursive: true, force: true })
    }
  }
}

function download(
  { cuda, version }: { cuda: boolean; version: string },
  folder: string,
  unpacked: string,
  say: (line: string) => void,
): string {
  const wheels = join(folder, 'wheels')
  const name = cuda ? 'tensorflow' : 'tensorflow-cpu'
  say(`downloading ${name} ${version} with pip`)
  pipDownload(wheels, [`${name}==${version}`])
  unpack(wheelsIn(wheels), unpacked, say)
  if (cuda) {
    const wanted = cudaRequirements(unpacked)
    say(`downloading NVIDIA's libraries: ${wanted.join(', ')}`)
    pipDownload(wheels, wanted)
    unpack(
      wheelsIn(wheels).filter((wheel) => basename(wheel).startsWith('nvidia')),
      unpacked,
      say,
    )
  }
  return unpacked
}

/** What TensorFlow's wheel declares for its extra "and-cuda". */
function cudaRequirements(unpacked: string): string[] {
  const about = readdirSync(unpacked).find((name) => name.endsWith('.dist-info'))
  if (about === undefined) throw new Error('the wheel of TensorFlow has no metadata')
  const metadata = readFileSync(join(unpacked, about, 'METADATA'), 'utf8')
  const declared = metadata.matchAll(/^Requires-Dist: ([^;\n]+);.*extra == ["']and-cuda["']/gm)
  return Array.from(declared, ([, requirement]) => (requirement as string).replaceAll(' ', ''))
}

function pipDownload(wheels: string, requirements: readonly string[]): void {
  run(
    'python3',
    // prettier-ignore
    ['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--no-cache-dir', '--quiet',
      '--disable-pip-version-check', '--dest', wheels, ...requirements],
    'install python3 (3.10 or newer) with pip, see that it can reach its package index, or pass --from',
  )
}

function wheelsIn(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name))
}

/** Unpacks headers, libraries and metadata alone: a wheel holds more than twice that. */
function unpack(wheels: readonly string[], folder: string, say: (line: string) => void): string {
  const program = [
    'import sys, zipfile',
    'folder, *wheels = sys.argv[1:]',
    'wanted = ("tensorflow/include/", "tensorflow/libtensorflow", "nvidia/")',
    'for wheel in wheels:',
    '    with zipfile.ZipFile(wheel) as archive:',
    '        names = archive.namelist()',
    '        archive.extractall(folder, [n for n in names if n.startswith(wanted) or n.endswith("/METADATA")])',
  ].join('\n')
  for (const wheel of wheels) {
    say(`unpacking ${basename(wheel)}`)
    run('python3', ['-c', program, folder, wheel], 'the file must be a Python wheel')
  }
  return folder
}

interface Found {
  readonly include: string
  /** Where to look for libraries, TensorFlow's own first. */
  readonly lib: readonly string[]
}

/** Knows an unpacked wheel, an installed `tensorflow` folder, and the C library's `include` and `lib`. */
function locate(folder: string): Found {
  for (const base of [join(folder, 'tensorflow'), folder]) {
    const include = join(base, 'include')
    if (!existsSync(join(include, 'tensorflow', 'c', 'c_api.h'))) continue
    return { include, lib: [base, join(base, 'lib'), ...nvidiaFolders(dirname(base))] }
  }
  throw new Error(
    `${folder} has no include/tensorflow/c/c_api.h; point --from at a wheel, an unpacked wheel, ` +
      'an installed "tensorflow" folder, or a folder with include/ and lib/',
  )
}

function nvidiaFolders(packages: string): string[] {
  const nvidia = join(packages, 'nvidia')
  if (!existsSync(nvidia)) return []
  return readdirSync(nvidia)
    .map((name) => join(nvidia, name, 'lib'))
    .filter((folder) => existsSync(folder))
}

function copyLibraries({ lib }: Found, target: string): void {
  mkdirSync(target, { recursive: true })
  for (const { names, plain } of libraries) {
    const candidates = lib.slice(0, 2).flatMap((folder) => names.map((name) => join(folder, name)))
    const file = candidates.find((candidate) => existsSync(candidate))
    if (file === undefined) {
      throw new Error(`no ${names.join(' or ')} in ${lib.slice(0, 2).join(' or ')}`)
    }
    copyLibrary(file, target)
    symlinkSync(basename(file), join(target, plain))
  }
  for (const folder of lib.slice(2)) {
    for (const name of readdirSync(folder)) {
      const file = join(folder, name)
      if (name.includes('.so') && statSync(file).isFile()) copyLibrary(file, target)
    }
  }
}

/** Copies the file that a link stands for, and shares its blocks where the file system can. */
function copyLibrary(file: string, target: string): void {
  cpSync(file, join(target, basename(file)), { dereference: true })
}

/** Runs a program to its end, its messages shown. Throws with `advice` when it is missing or fails. */
function run(program: string, parameters: readonly string[], advice: string): void {
  try {
    execFileSync(program, parameters, { stdio: ['ignore', 'inherit', 'inherit'] })
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Error(`${program} ${missing ? 'is not installed' : 'failed'}; ${advice}`, {
      cause: error,
    })
  }
}
