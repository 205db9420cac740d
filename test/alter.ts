/**
 * Our own processes with single lines of our own files changed: how a test ends a grader at a chosen
 * moment, turns a clock, or switches a protection off to see that something notices.
 */
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

export interface Alteration {
  /** From the root of the project. */
  readonly file: string
  /** Stands in it exactly once; a process that loads a file without it ends with the reason. */
  readonly find: string
  readonly replace: string
}

const preload = pathToFileURL(join(import.meta.dirname, 'alter-process.ts')).href

/** The environment of processes that load their files altered. Also reaches what esbuild puts into the sandbox's children. */
export function altered(alterations: readonly Alteration[]): NodeJS.ProcessEnv {
  return {
    NODE_OPTIONS: `--import=${preload}`,
    ATTENDANT_TEST_ALTERATIONS: JSON.stringify(alterations),
  }
}
