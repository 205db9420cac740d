/** How far a command is, on a terminal; nothing elsewhere. */
import ora from 'ora'

export interface Progress {
  /** Names what is done now. */
  step(this: void, text: string): void
  rows(this: void, done: number, of: number): void
  end(this: void): void
}

const width = 24

/** On standard error, so that standard output stays for what a script reads. */
export function openProgress(isSilent: boolean): Progress {
  const spinner = ora({ isSilent: isSilent || !process.stderr.isTTY })
  let step = ''
  return {
    step(text) {
      step = text
      spinner.start(text)
    },
    rows(done, of) {
      const share = of === 0 ? 1 : Math.min(1, done / of)
      const full = Math.round(share * width)
      const bar = '█'.repeat(full) + '░'.repeat(width - full)
      spinner.text = `${step}  ${bar} ${Math.floor(100 * share)} %  ${done} of ${of} rows`
    },
    end() {
      spinner.stop()
    },
  }
}
