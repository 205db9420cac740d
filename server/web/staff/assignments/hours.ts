import { currentLanguage } from '../../language.ts'

/** "36 hours", "3 days". */
export function hoursText(hours: number): string {
  const days = hours / 24
  const [amount, unit] = Number.isInteger(days) ? [days, 'day'] : [hours, 'hour']
  return new Intl.NumberFormat(currentLanguage(), {
    ...{ style: 'unit', unit, unitDisplay: 'long' },
  }).format(amount)
}
