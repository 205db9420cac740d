/** A batch of windows cut out of the data with slice. */
export function batches(
  data: number[],
  T: number,
  uniforms: number[],
): { x: number[][]; y: number[][] } {
  const starts = uniforms.map((u) => Math.floor(u * (data.length - T)))
  const windowAt = (place: number) => data.slice(place, place + T)
  return { x: starts.map(windowAt), y: starts.map((start) => windowAt(start + 1)) }
}
