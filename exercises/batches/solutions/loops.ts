/** A batch of windows, one token at a time. */
export function batches(
  data: number[],
  T: number,
  uniforms: number[],
): { x: number[][]; y: number[][] } {
  const x: number[][] = []
  const y: number[][] = []
  for (const u of uniforms) {
    const start = Math.floor(u * (data.length - T))
    const [window, targets]: [number[], number[]] = [[], []]
    for (let t = 0; t < T; t++) {
      window.push(data[start + t]!)
      targets.push(data[start + t + 1]!)
    }
    x.push(window)
    y.push(targets)
  }
  return { x, y }
}
