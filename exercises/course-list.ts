/** `exercises/index.ts` as text: which exercises it lists, and the text with one more. */

const importLine = /^import \{ exercise as (\w+) \} from '\.\/([^/']+)\/exercise\.ts'$/gm
const list = /(course: readonly Exercise\[\] = \[)([^\]]*)\]/
const nameOrComment = /\/\/[^\n]*|\/\*.*?\*\/|\w+/gs

interface Entry {
  readonly name: string
  readonly slug: string
}

/** The slugs in the order of the course. Throws when the file is not made as expected. */
export function slugsOf(index: string): string[] {
  const { entries, names } = parse(index)
  return names.map(({ name }) => entries.find((entry) => entry.name === name)?.slug as string)
}

/**
 * The text with one more exercise: its import among the others, in the order of the alphabet, and its
 * name in the list right after the exercise `after`, or at the end when that is null. To be formatted.
 */
export function withExercise(index: string, { name, slug }: Entry, after: string | null): string {
  const { entries, names, listAt } = parse(index)
  const before = entries.find((entry) => entry.slug === after)?.name
  const place = names.find((one) => one.name === before) ?? names.at(-1)
  const at = place ? place.at + place.name.length : listAt
  const listed = `${index.slice(0, at)}${place ? ', ' : ''}${name}${index.slice(at)}`

  const line = `import { exercise as ${name} } from './${slug}/exercise.ts'\n`
  const next = entries.find((entry) => entry.slug > slug)
  // The imports stand above the list, so their places are still those of the text as it was.
  const importAt = next ? next.at : entries.at(-1)!.end + 1
  return listed.slice(0, importAt) + line + listed.slice(importAt)
}

function parse(index: string) {
  const entries = Array.from(index.matchAll(importLine), (match) => ({
    name: match[1] as string,
    slug: match[2] as string,
    at: match.index,
    end: match.index + match[0].length,
  }))
  const found = list.exec(index)
  const listAt = found ? found.index + (found[1] as string).length : 0
  const names = Array.from(found?.[2]?.matchAll(nameOrComment) ?? [], (match) => ({
    name: match[0],
    at: listAt + match.index,
  })).filter(({ name }) => !name.startsWith('/'))
  const sorted = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name).sort()
  if (entries.length === 0 || sorted(entries).join() !== sorted(names).join()) {
    throw new Error(
      `exercises/index.ts imports ${entries.length} exercises and lists ${names.length} in "course"; ` +
        `wanted one import line and one entry for each; put it right, then try again`,
    )
  }
  return { entries, names, listAt }
}
