/** What every statement has, so that students find the same things in the same places. */
import type { ExerciseFacts } from '../exercise.ts'
import { figureFences, parseFigure } from '../figures.ts'

const headings = [
  '## Idea',
  '## Formula',
  '## Shapes',
  '## Conventions',
  '## Worked example',
  '## What goes wrong',
]

/** What is missing from an exercise's statement (its text), each with what to do. */
export function statementProblems({ signature }: ExerciseFacts, text: string): string[] {
  const problems: string[] = []
  const found = text.split('\n').filter((line) => line.startsWith('## '))
  if (found.map((line) => line.trim()).join() !== headings.join()) {
    problems.push(
      `statement.md has the headings ${found.join(', ') || 'none'}; wanted, in this order: ${headings.join(', ')}`,
    )
  }
  const shapes = section(text, '## Shapes')
  if (!shapes.includes('|')) problems.push('statement.md: "## Shapes" needs a table of shapes')
  for (const { name } of signature.parameters) {
    if (!shapes.includes(name)) {
      problems.push(`statement.md: the table under "## Shapes" does not name the parameter ${name}`)
    }
  }
  if (!/\d/.test(section(text, '## Worked example'))) {
    problems.push('statement.md: "## Worked example" has no numbers; work one example by hand')
  }
  if (!section(text, '## Formula').includes('$')) {
    problems.push('statement.md: "## Formula" has no formula between dollar signs')
  }
  return [...problems, ...figureProblems(text)]
}

/** What is wrong with the figures of a statement. */
export function figureProblems(markdown: string): string[] {
  return figureFences(markdown).flatMap(({ kind, json }) => {
    try {
      parseFigure(kind, json)
      return []
    } catch (error) {
      return [`statement.md: ${(error as Error).message}`]
    }
  })
}

function section(text: string, heading: string): string {
  const start = text.indexOf(heading)
  if (start === -1) return ''
  const end = text.indexOf('\n## ', start + heading.length)
  return text.slice(start + heading.length, end === -1 ? undefined : end)
}
