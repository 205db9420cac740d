/** What a long fault test is, and what it found out. */

/** One measured promise: a row of the table at the end. */
export interface Result {
  /** Of the test; several results of one test add what they are about: "fairness, memory". */
  readonly name: string
  /** What was done. */
  readonly what: string
  readonly wanted: string
  readonly measured: string
  readonly held: boolean
}

/** Tells the operator how far it is. */
export type Report = (line: string) => void

export interface Options {
  /** How many of whatever it counts, where a shorter or longer one than the test's own is asked for. */
  readonly count?: number
}

/** What each file beside this one exports; the file's name is the test's. */
export interface LongTest {
  /** One line for the list. */
  readonly what: string
  run(report: Report, options: Options): Promise<Result | readonly Result[]>
}
