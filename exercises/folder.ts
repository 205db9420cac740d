/**
 * An exercise of the repository as a folder that stands alone: all of its files as text, its reference among
 * them as `reference.ts`. So it is uploaded, and so others begin from it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { exerciseFolder } from './files.ts'
import { quoted } from './naming.ts'

/** As in `import { softmax as reference } from '../../reference/softmax.ts'`. */
const referenceImport =
  /^(import \{ \w+ as reference \} from )'\.\.\/\.\.\/(reference\/[\w-]+\.ts)'/m

/** Its files by their paths in the folder. Throws where exercise.ts names no file in reference/. */
export function folderOf(slug: string): Readonly<Record<string, string>> {
  const folder = exerciseFolder(slug)
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(folder, file).split(sep).join('/'), readText(file)] as const)
  const exercise = new Map(texts).get('exercise.ts') ?? ''
  const [, , reference] = referenceImport.exec(exercise) ?? []
  if (reference === undefined) {
    throw new Error(
      `exercises/${slug}/exercise.ts does not import its reference as expected; wanted: import { … as reference } from '../../reference/${slug}.ts'`,
    )
  }
  return {
    ...Object.fromEntries(texts),
    'exercise.ts': exercise.replace(referenceImport, `$1'./reference.ts'`),
    'reference.ts': movedReference(readText(join(folder, '../..', reference))),
  }
}

/** What a reference imports of its neighbours, it finds from the folder too. */
function movedReference(text: string): string {
  return text.replaceAll(/( from )'\.\/([\w-]+\.ts)'/g, `$1'../../reference/$2'`)
}

interface NewName {
  readonly slug: string
  readonly code: string
  readonly title: string
}

/** The same exercise under a new name: in exercise.ts, and as the title of its statements. */
export function renamed(
  files: Readonly<Record<string, string>>,
  { slug, code, title }: NewName,
): Readonly<Record<string, string>> {
  const inExercise = (text: string) =>
    text
      .replace(/^( +slug: ).*,$/m, (_, key: string) => `${key}${quoted(slug)},`)
      .replace(/^( +code: ).*,$/m, (_, key: string) => `${key}${quoted(code)},`)
      .replace(/^( +title: ).*,$/m, (_, key: string) => `${key}${quoted(title)},`)
  const named = Object.entries(files).map(([path, text]) => {
    if (path === 'exercise.ts') return [path, inExercise(text)] as const
    const isStatement = path === 'statement.md'
    return [path, isStatement ? text.replace(/^# .*/, () => `# ${title}`) : text] as const
  })
  return Object.fromEntries(named)
}

function readText(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
}
