/** "0.4 ms", "27 ms", "1.3 s". */
export function duration(milliseconds: number, language: string): string {
  const inSeconds = milliseconds >= 1000
  const amount = inSeconds ? milliseconds / 1000 : milliseconds
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: inSeconds ? 'second' : 'millisecond',
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount)
}
