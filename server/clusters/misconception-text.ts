/**
 * What turns a submission into a known mistake: its code as an exported function, and the entry that
 * names it. Only text is made here; an operator puts it into the exercise and proves it.
 */
import { createTwoFilesPatch } from 'diff'
import { quoted } from '../../exercises/naming.ts'

export interface NewMistake {
  readonly id: string
  /** Of the exported function. */
  readonly name: string
  readonly sameAs: string
  readonly hints: readonly string[]
  readonly source: string
  /** What the exercise's function is called in `source`. */
  readonly functionName: string
}

/** The id after those that are taken: A29 after A28. */
export function nextId(taken: readonly string[]): string {
  const parsed = taken.flatMap((id) => {
    const [, letters, number] = /^([A-Z]+)(\d+)$/.exec(id) ?? []
    return letters === undefined ? [] : [{ letters, number: Number(number) }]
  })
  const letters = parsed[0]?.letters ?? 'X'
  return `${letters}${Math.max(0, ...parsed.map(({ number }) => number)) + 1}`
}

/**
 * The submission's code as it can stand in `file`: imports that are there already are left out, the
 * function has its new name, and what else the code declares gets another name where the file has it too.
 */
export function codeFor(mistake: NewMistake, file: string): { imports: string; code: string } {
  const { name, functionName } = mistake
  const source = mistake.source.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '')
  const imports = [...source.matchAll(importLine)].map(([line]) => line.trim())
  const plain = source.replaceAll(importLine, '').replaceAll(/^export (?!default)/gm, '')
  const taken = declaredIn(file)
  const renamed = declaredIn(plain)
    .filter((one) => one !== functionName && taken.includes(one))
    .reduce((text, one) => rename(text, one, `${one}Of${capital(name)}`), plain)
  const exported = rename(renamed, functionName, name).replace(
    new RegExp(`^((?:async )?function\\*? ${name}\\b|(?:const|let|var) ${name}\\b)`, 'm'),
    'export $1',
  )
  return {
    imports: imports.filter((line) => !file.includes(line.replace(/;$/, ''))).join('\n'),
    code: exported.trim(),
  }
}

const importLine = /^import\b[^'"]*['"][^'"\n]+['"];?[ \t]*\n?/gm

/** Names that stand at the beginning of a line, where a file of this course declares things. */
function declaredIn(text: string): string[] {
  const declarations = text.matchAll(
    /^(?:export )?(?:async )?(?:function\*?|const|let|var|class|type|interface|enum) ([\w$]+)/gm,
  )
  return [...declarations].flatMap(([, name]) => name ?? [])
}

/** Leaves members (`tf.softmax`), object keys and what is quoted alone. */
function rename(text: string, from: string, to: string): string {
  const name = from.replaceAll('$', '\\$')
  return text.replaceAll(new RegExp(`(?<![\\w$.'"\`])${name}(?![\\w$'"\`]|\\s*:(?!:))`, 'g'), to)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** As the other entries are written. */
export function entryFor({ id, name, sameAs, hints }: NewMistake): string {
  return [
    '  {',
    `    id: ${quoted(id)},`,
    `    name: ${quoted(name)},`,
    `    sameAs: ${quoted(sameAs)},`,
    '    hints: [',
    ...hints.map((hint) => `      ${quoted(hint)},`),
    '    ],',
    `    solution: ${name},`,
    '  },',
  ].join('\n')
}

/** The change of misconceptions.ts as a patch for `git apply`; null where its form is another than usual. */
export function patchFor(
  path: string,
  file: string,
  { imports, code, entry }: { imports: string; code: string; entry: string },
): string | null {
  const lines = file.split('\n')
  const list = lines.findIndex((line) => /^export const misconceptions\b.*\[$/.test(line))
  const end = lines.findIndex((line, at) => at > list && line.startsWith(']'))
  if (list === -1 || end === -1) return null
  const firstImport = lines.findIndex((line) => line.startsWith('import'))
  const top = firstImport === -1 ? 0 : firstImport
  const changed = [
    ...lines.slice(0, top),
    ...(imports === '' ? [] : imports.split('\n')),
    ...lines.slice(top, list),
    ...code.split('\n'),
    '',
    ...lines.slice(list, end),
    ...entry.split('\n'),
    ...lines.slice(end),
  ].join('\n')
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, file, changed, '', '')
}
