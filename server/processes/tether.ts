/**
 * Loaded before every role: stops the process, in an orderly way, when the supervisor is gone, even
 * if that was killed and could tell nobody.
 */
import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'

const longestDrainMs = 40_000

process.once('disconnect', () => {
  // Nobody reads any more what this process says; a logger that tries again for ever would never end.
  for (const output of [1, 2]) {
    closeSync(output)
    openSync(devNull, 'w')
  }
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), longestDrainMs).unref()
})
// Listening must not keep a process alive that has nothing left to do.
process.channel?.unref()
