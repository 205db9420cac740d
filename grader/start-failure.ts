/** How a process ends whose start failed for a reason that its operator can put right. */

/** Code 78, EX_CONFIG of sysexits.h: starting again helps nobody before something was put right. */
const cannotStart = 78

/** Says why in one line, and ends the process. */
export function endStart(message: string): never {
  process.stderr.write(`${message}.\n`)
  process.exit(cannotStart)
}

/** The queue does not answer; the message says what to do. */
export class QueueUnreachable extends Error {
  override name = 'QueueUnreachable'
}

/** Ends the process with one line when the queue does not answer, and throws whatever else it is given. */
export function endUnreachable(error: unknown): never {
  if (error instanceof QueueUnreachable) endStart(error.message)
  throw error
}
