interface Model {
  token: number[][]
  position: number[][]
}

function forward({ token, position }: Model, window: number[]): number[][] {
  if (window.length < 1 || window.length > position.length) {
    throw new Error(`the model reads 1 to ${position.length} tokens; it was given ${window.length}`)
  }
  return window.map((_, t) =>
    position[t]!.map((bias, v) => {
      let sum = 0
      for (let s = 0; s <= t; s++) sum += token[window[s]!]![v]!
      return sum / (t + 1) + bias
    }),
  )
}

/** Continues a prompt in a loop. */
export function generate(
  model: Model,
  prompt: number[],
  steps: number,
  end: number | null,
): number[] {
  const block = model.position.length
  const ids = prompt.slice()
  for (let step = 0; step < steps; step++) {
    const window = ids.slice(Math.max(0, ids.length - block))
    const logits = forward(model, window)
    const scores = logits[logits.length - 1]!
    let best = 0
    for (let id = 1; id < scores.length; id++) {
      if (scores[id]! > scores[best]!) best = id
    }
    ids.push(best)
    if (best === end) break
  }
  return ids
}
