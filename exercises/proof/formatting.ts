/** Whether an exercise's files are formatted as the rest of the project is. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as prettier from 'prettier'
import { exerciseFolder } from '../files.ts'

/** The text of a file as the project formats it. */
export async function formatted(text: string, filepath: string): Promise<string> {
  return prettier.format(text, { ...(await prettier.resolveConfig(filepath)), filepath })
}

/** The files of an exercise that are not formatted, each with what to do. */
export async function formattingProblems(slug: string): Promise<string[]> {
  const folder = exerciseFolder(slug)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|md)$/.test(file))
    .sort()
  const problems: string[] = []
  for (const file of files) {
    const filepath = join(folder, file)
    const options = await prettier.resolveConfig(filepath)
    if (!(await prettier.check(readFileSync(filepath, 'utf8'), { ...options, filepath }))) {
      problems.push(`${file} is not formatted; run: npx prettier --write exercises/${slug}`)
    }
  }
  return problems
}
