/**
 * Loaded before every role: stops the process, in an orderly way, when the supervisor is gone, even
 * if that was killed and could tell nobody.
 */
const longestDrainMs = 40_000

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), longestDrainMs).unref()
})
// Listening must not keep a process alive that has nothing left to do.
process.channel?.unref()
