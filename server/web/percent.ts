import { currentLanguage } from './language.ts'

/** "80%", of a part of 1. */
export function percent(part: number): string {
  const whole = new Intl.NumberFormat(currentLanguage(), {
    style: 'percent',
    maximumFractionDigits: 1,
  })
  return whole.format(part)
}
