import { currentLanguage } from '../language.ts'

/** At most two digits after the point, as grades are kept. */
export function number(value: number): string {
  return value.toLocaleString(currentLanguage() === 'zh' ? 'zh-CN' : 'en', {
    maximumFractionDigits: 2,
  })
}
