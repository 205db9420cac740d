/** The files of an exercise's folder, as text. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname

/** The absolute path of an exercise's folder. */
export function exerciseFolder(slug: string): string {
  return join(here, slug)
}

/** The statement, in Markdown with KaTeX formulas. */
export function statementOf(slug: string): string {
  return readFileSync(join(here, slug, 'statement.md'), 'utf8')
}

/** The statement in another language, or null where it has not been translated. */
export function statementIn(slug: string, language: string): string | null {
  const file = join(here, slug, `statement.${language}.md`)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** The file that a student starts from. */
export function stubOf(slug: string): string {
  return readFileSync(join(here, slug, 'stub.ts'), 'utf8')
}

/** The correct solutions as source text, by style (`loops`, `tensor`, …). */
export function solutionSources(slug: string): ReadonlyMap<string, string> {
  const folder = join(here, slug, 'solutions')
  if (!existsSync(folder))
    throw new Error(`exercises/${slug}/solutions is missing; add loops.ts and tensor.ts`)
  const styles = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  return new Map(
    styles
      .sort()
      .map((file) => [file.slice(0, -'.ts'.length), readFileSync(join(folder, file), 'utf8')]),
  )
}

/**
 * A known wrong solution as source text that could be handed in: the whole of misconceptions.ts (its
 * `source`), with the wrong function exported under the name that the exercise asks for.
 */
export function misconceptionSource(source: string, name: string, functionName: string): string {
  return name === functionName ? source : `${source}\nexport { ${name} as ${functionName} }\n`
}

/** The model solutions that a submission may import when the student's own are not at hand, by slug. */
export function modelModules(buildsOn: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    buildsOn.map((slug) => {
      const sources = solutionSources(slug)
      return [slug, sources.get('tensor') ?? (sources.get('loops') as string)]
    }),
  )
}

/** Its known wrong solutions as text, and where they lie from the root of the repository. */
export function misconceptionsFile(slug: string): { path: string; text: string } {
  const text = readFileSync(join(here, slug, 'misconceptions.ts'), 'utf8')
  return { path: `exercises/${slug}/misconceptions.ts`, text }
}
