/** "0.4 ms", "27 ms", "1.3 s": a time with two digits that count. */
export function duration(milliseconds: number, language: string): string {
  const inSeconds = milliseconds >= 1000
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: inSeconds ? 'second' : 'millisecond',
    maximumSignificantDigits: milliseconds >= 100 && !inSeconds ? 3 : 2,
  }).format(inSeconds ? milliseconds / 1000 : milliseconds)
}
