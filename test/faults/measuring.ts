/** Numbers of many measurements. */

/** The value that so large a share of them does not exceed. Throws when there are none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('nothing was measured')
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}

export const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`

/** By how much `y` grows with each `x`: the straight line with the smallest squares. */
export function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (of: (point: { readonly x: number; readonly y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)]
  const over = mean((point) => (point.x - x) * (point.y - y))
  return over / mean((point) => (point.x - x) ** 2)
}
