/** Prints the settings, for `npm start -- --help`. */
import { settings } from './config.ts'

console.log('Settings are environment variables; empty means not set.\n')
for (const { name, default: value, meaning } of settings) {
  console.log(`  ${name.padEnd(29)} ${meaning}\n${' '.repeat(32)}Default: ${value}.`)
}
