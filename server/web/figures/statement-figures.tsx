import { useMemo, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { StatementFigure } from './statement-figure.tsx'

/**
 * Draws the figures of a statement into their places: the `figure` elements with data inside `root`,
 * which holds the HTML that the server rendered. Another statement needs another element.
 */
export function StatementFigures({ root }: { root: HTMLElement | null }): ReactNode {
  const places = useMemo(
    () => Array.from(root?.querySelectorAll<HTMLElement>('figure[data-figure-kind]') ?? []),
    [root],
  )
  return places.map((place, at) => {
    const { figureKind = '', figure = '{}' } = place.dataset
    return createPortal(<StatementFigure kind={figureKind} json={figure} />, place, String(at))
  })
}
