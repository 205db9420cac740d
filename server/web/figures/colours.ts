/** From numbers to colours. The browser mixes them from the style sheet's, so that light and dark need no drawing of their own. */

/** `weight` runs from nothing to one full colour; `signed` has a colour for each side of 0. */
export interface Scale {
  readonly kind: 'weight' | 'signed'
  /** The size that has the full colour. */
  readonly limit: number
}

export const weightScale: Scale = { kind: 'weight', limit: 1 }

/** Centred on 0, and as wide as the largest finite value. */
export function signedScale(values: ArrayLike<number>): Scale {
  let limit = 0
  for (const value of Array.from(values)) {
    if (Number.isFinite(value)) limit = Math.max(limit, Math.abs(value))
  }
  return { kind: 'signed', limit: limit || 1 }
}

export function fillOf(value: number, scale: Scale): string {
  const full = scale.kind === 'signed' && value > 0 ? '--figure-above' : '--figure-weight'
  return `color-mix(in oklab, var(${full}) ${Math.round(100 * shareOf(value, scale))}%, var(--figure-blank))`
}

/** How dark a cell is: decides the ink of the number in it. */
export function strengthOf(value: number, scale: Scale): 'hatched' | 'weak' | 'half' | 'full' {
  if (!Number.isFinite(value)) return 'hatched'
  const share = shareOf(value, scale)
  return share < 0.65 ? 'weak' : share < 0.84 ? 'half' : 'full'
}

function shareOf(value: number, { kind, limit }: Scale): number {
  const size = kind === 'signed' ? Math.abs(value) : Math.max(0, value)
  return Math.min(1, size / limit)
}
