/** What the two commands have in common: how they end, and how they are broken off. */
import { CommanderError } from 'commander'
import { DatabaseRefused } from '../../prisma/migrate.ts'
import { SettingsError } from '../config.ts'
import { StartFailure } from '../processes/failure.ts'
import { BackupRefused } from './manifest.ts'

/** Exit codes, of sysexits.h and of shells where they have one. */
const exit = { done: 0, refused: 1, badUsage: 64, interrupted: 130 } as const

/** Runs `work` until its end or Ctrl-C, and returns the exit code. What an operator can put right is told in one line. */
export async function runCommand(work: (signal: AbortSignal) => Promise<void>): Promise<number> {
  const interruption = new AbortController()
  const interrupt = () => {
    interruption.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  try {
    await work(interruption.signal)
    return exit.done
  } catch (error) {
    if (interruption.signal.aborted) {
      console.error('Stopped. Nothing is left of what was begun.')
      return exit.interrupted
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.badUsage
    const isExplained = [BackupRefused, StartFailure, SettingsError, DatabaseRefused].some(
      (kind) => error instanceof kind,
    )
    if (!isExplained) throw error
    console.error((error as Error).message)
    return exit.refused
  }
}
