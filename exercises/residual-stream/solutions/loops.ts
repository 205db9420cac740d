interface Layer {
  w1: number[][]
  b1: number[]
  w2: number[][]
}

/** A residual stream and its gradient, one number at a time. */
export function residualStream(x: number[], layers: Layer[], upstream: number[]) {
  const hiddens: number[][] = []
  let stream = x.slice()
  for (const { w1, b1, w2 } of layers) {
    const hidden: number[] = []
    for (let f = 0; f < b1.length; f++) {
      let sum = b1[f]!
      for (let c = 0; c < stream.length; c++) sum += w1[f]![c]! * stream[c]!
      hidden.push(Math.tanh(sum))
    }
    hiddens.push(hidden)
    stream = stream.map((number, c) => {
      let written = 0
      for (let f = 0; f < hidden.length; f++) written += w2[c]![f]! * hidden[f]!
      return number + written
    })
  }

  const gradients = [upstream.slice()]
  let gradient = upstream.slice()
  for (let l = layers.length - 1; l >= 0; l--) {
    const { w1, w2 } = layers[l]!
    const next = gradient.slice()
    for (let f = 0; f < hiddens[l]!.length; f++) {
      let atHidden = 0
      for (let c = 0; c < gradient.length; c++) atHidden += w2[c]![f]! * gradient[c]!
      const slope = 1 - hiddens[l]![f]! ** 2
      for (let c = 0; c < next.length; c++) next[c]! += w1[f]![c]! * slope * atHidden
    }
    gradient = next
    gradients.unshift(gradient)
  }
  return { output: stream, gradients }
}
