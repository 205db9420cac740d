import { readFile } from 'node:fs/promises'

/** The text of a student's file. Throws an Error that says what is wrong with it: missing, unreadable, not UTF-8. */
export async function readSourceFile(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${file} cannot be read as UTF-8 text: ${reason}`, { cause })
  }
}
