import type { ReactNode } from 'react'
import type { Figure } from '../../../exercises/figures.ts'
import { BlocksFigure } from './blocks.tsx'
import { Lines } from './lines.tsx'
import { MaskFigure, MatrixFigure, PositionsFigure } from './matrices.tsx'
import { MessagesFigure } from './messages.tsx'

/**
 * A figure of a statement, from the data that the server put beside its caption. The check of the
 * exercises has proved that it fits its kind; one that this page does not know stays its caption.
 */
export function StatementFigure({ kind, json }: { kind: string; json: string }): ReactNode {
  const figure = { ...(JSON.parse(json) as object), kind } as Figure
  switch (figure.kind) {
    case 'mask':
      return <MaskFigure figure={figure} />
    case 'messages':
      return <MessagesFigure figure={figure} />
    case 'positions':
      return <PositionsFigure figure={figure} />
    case 'blocks':
      return <BlocksFigure figure={figure} />
    case 'matrix':
      return <MatrixFigure figure={figure} />
    case 'curve':
      return <Lines x={figure.x} y={figure.y} lines={figure.lines} />
    default:
      return null
  }
}
