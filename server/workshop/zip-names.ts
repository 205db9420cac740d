/** What the entries of a zip are called, from their raw bytes, and which of them are files of an exercise. */
import { quoted } from './folder.ts'
import { Refused } from './refused.ts'

/** As UTF-8 whether or not the entry says so: many programs write it without. Other encodings show as what is wrong. */
export function entryName(raw: Buffer): string {
  return raw.toString('utf8')
}

/** Throws `Refused` for a name that leads out of the folder, however it is spelt. */
export function demandInside(name: string): void {
  const problem = dangerOf(name)
  if (problem !== null) {
    throw new Refused(
      `The zip has an entry called ${quoted(name)}, which ${problem}. Zip the exercise's folder as it lies on your disk; its entries are called as in my-exercise/stub.ts.`,
    )
  }
}

function dangerOf(name: string): string | null {
  if (name === '') return 'is no name'
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) return 'holds characters that nobody sees'
  if (name.includes('\\')) return 'has a backslash; folders are parted by "/"'
  if (name.startsWith('/')) return 'begins at the root of a disk'
  if (/^[a-z]:/i.test(name)) return 'begins with the letter of a disk'
  const steps = name.replace(/\/$/, '').split('/')
  if (steps.some((step) => step === '' || /^[.\s]*$/.test(step))) return 'leads to another folder'
  return null
}

/** Folders, and what systems add by themselves. */
export function isNoFile(name: string): boolean {
  const last = name.split('/').at(-1)!
  return (
    name.startsWith('__MACOSX/') || ['', '.DS_Store', 'Thumbs.db', 'desktop.ini'].includes(last)
  )
}

/** How the folder may be called that all files lie in; its name is dropped, so that it need not be English. */
const folderName = /^[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N} ._()+-]*$/u

/** The names without the one folder that all of them lie in, if they do. Throws `Refused` when it is oddly called. */
export function insideFolder(names: readonly string[]): string[] {
  const [folder] = names[0]?.split('/') ?? []
  if (folder === undefined || !names.every((name) => name.startsWith(`${folder}/`))) {
    return [...names]
  }
  if (!folderName.test(folder)) {
    throw new Refused(
      `The folder in the zip is called ${quoted(folder)}, which cannot be read as UTF-8 or holds unusual signs. Give it a name of letters, digits and "-", and zip it again.`,
    )
  }
  return names.map((name) => name.slice(folder.length + 1))
}

/** Throws `Refused` when two files have one name, or names that are one on Windows and macOS. */
export function demandDistinct(names: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const name of names) {
    const other = seen.get(name.toLowerCase())
    if (other !== undefined) {
      throw new Refused(
        other === name
          ? `The zip holds ${quoted(name)} twice. Zip the folder again, into a new file.`
          : `The zip holds ${quoted(other)} and ${quoted(name)}, which are one file on many systems. Rename one of them.`,
      )
    }
    seen.set(name.toLowerCase(), name)
  }
}
