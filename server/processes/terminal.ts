/** What the operator sees: few lines, and the warnings of every process; the rest is in the logs. */
import { styleText } from 'node:util'
import { prettyFactory } from 'pino-pretty'
import { z } from 'zod'

export interface Terminal {
  say(this: void, line: string): void
  complain(this: void, line: string): void
  /** Shows a line of a log if it warns or reports an error. False when it is no line of a log. */
  showLog(this: void, name: string, line: string): boolean
}

const LogLine = z.looseObject({ level: z.number() })
const warn = 40

export function openTerminal(): Terminal {
  // styleText leaves colours out when the stream is no terminal or NO_COLOR is set.
  const dim = (text: string) => styleText('dim', text, { stream: process.stdout })
  const pretty = prettyFactory({
    colorize: dim('x') !== 'x',
    ignore: 'pid,hostname,name',
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss',
  })
  return {
    say(line) {
      console.log(line)
    },
    complain(line) {
      console.error(styleText('yellow', line, { stream: process.stderr }))
    },
    showLog(name, line) {
      const parsed = LogLine.safeParse(parseJson(line))
      if (!parsed.success) return false
      if (parsed.data.level < warn) return true
      console.log(`${dim(name.padEnd(9))} ${pretty(parsed.data).trimEnd()}`)
      return true
    },
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
