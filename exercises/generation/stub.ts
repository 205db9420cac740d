/** A model made of two tables, with V tokens in its vocabulary and room for `block` tokens. */
interface Model {
  /** [V, V]: what having read a token says about the next one. */
  token: number[][]
  /** [block, V]: what a place in the window says about the next token. */
  position: number[][]
}

/**
 * The model, as given: rows of logits, one for each token of the window. Row t says what comes after
 * the tokens 0 … t. Use it as it is.
 */
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

/**
 * Continues a prompt, one token after the other: each time the model reads the newest tokens, at most
 * `block` of them, and the likeliest next token is appended (of equal ones that with the lowest id).
 *
 * @param model   two tables; block is model.position.length
 * @param prompt  the tokens to begin with, at least one
 * @param steps   how many tokens to append at most
 * @param end     stop after appending this token; null: never
 * @returns       the whole prompt and everything appended, in a new array
 */
export function generate(
  model: Model,
  prompt: number[],
  steps: number,
  end: number | null,
): number[] {
  throw new Error('not implemented')
}
