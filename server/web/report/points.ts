/** Points as people write them. */
import { currentLanguage } from '../language.ts'

/** "4.5" */
export function pointsText(points: number): string {
  return new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 2 }).format(points)
}

/** "+1", "−0.5", "0": what is added or taken away. */
export function signedPoints(points: number): string {
  return new Intl.NumberFormat(currentLanguage(), {
    maximumFractionDigits: 2,
    signDisplay: 'exceptZero',
  })
    .format(points)
    .replace('-', '−')
}
