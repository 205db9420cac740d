interface Layer {
  w1: number[][]
  b1: number[]
  w2: number[][]
}

const dot = (one: number[], other: number[]) =>
  one.reduce((sum, number, at) => sum + number * other[at]!, 0)

/** Each layer's whole Jacobian, I + W2 diag(tanh′) W1, is written down; the gradient is multiplied by one after the other. */
export function residualStream(x: number[], layers: Layer[], upstream: number[]) {
  let stream = x
  const jacobians = layers.map(({ w1, b1, w2 }) => {
    const hidden = w1.map((row, f) => Math.tanh(dot(row, stream) + b1[f]!))
    const jacobian = w2.map((row, to) =>
      stream.map((_, from) => {
        const through = row.map((weight, f) => weight * (1 - hidden[f]! ** 2) * w1[f]![from]!)
        return through.reduce((sum, one) => sum + one, to === from ? 1 : 0)
      }),
    )
    stream = stream.map((number, c) => number + dot(w2[c]!, hidden))
    return jacobian
  })

  const gradients = jacobians.reduceRight(
    (rows, jacobian) => {
      const after = rows[0]!
      const before = after.map((_, from) =>
        dot(
          jacobian.map((row) => row[from]!),
          after,
        ),
      )
      return [before, ...rows]
    },
    [upstream],
  )
  return { output: stream, gradients }
}
