/** Sizes of axes for random cases. */
import * as fc from 'fast-check'

/**
 * A size drawn evenly from `low` to `high`, which shrinks to `smallest`. The draw stays in the range
 * where mistakes show and axes differ; a failing case is then made as small as it will go.
 */
export function size(low: number, high: number, smallest = 1): fc.Arbitrary<number> {
  return new Size(fc.integer({ min: low, max: high }), fc.integer({ min: smallest, max: high }))
}

class Size extends fc.Arbitrary<number> {
  readonly #drawn: fc.Arbitrary<number>
  readonly #shrunk: fc.Arbitrary<number>

  constructor(drawn: fc.Arbitrary<number>, shrunk: fc.Arbitrary<number>) {
    super()
    this.#drawn = drawn
    this.#shrunk = shrunk
  }

  // fast-check asks for a bias towards the ends of the range; an even draw is wanted here.
  override generate(source: fc.Random): fc.Value<number> {
    return this.#drawn.generate(source, undefined)
  }

  override canShrinkWithoutContext(value: unknown): value is number {
    return this.#shrunk.canShrinkWithoutContext(value)
  }

  override shrink(value: number, context: unknown): fc.Stream<fc.Value<number>> {
    return this.#shrunk.shrink(value, context)
  }
}
