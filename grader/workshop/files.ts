import { z } from 'zod'

const Files = z.record(z.string(), z.string())

/** The files of an edition, text by path, from its JSON column. */
export function filesIn(column: unknown): Readonly<Record<string, string>> {
  return Files.parse(column)
}
