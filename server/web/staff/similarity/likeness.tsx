/** How alike two solutions are, and what that says. */
import type { ReactNode } from 'react'
import { percent } from '../../percent.ts'
import classes from './similarity.module.css'

/** In whole percent; only what is the same throughout is 100. */
export function likeness(similarity: number): string {
  return percent(similarity < 1 ? Math.min(0.99, Math.round(similarity * 100) / 100) : 1)
}

const [width, height] = [120, 14] as const

/** A bar from 0 to 100 percent, with a line where the median of the class is. */
export function LikenessBar({
  similarity,
  median,
}: {
  similarity: number
  median: number | null
}): ReactNode {
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={classes.bar} aria-hidden>
      <rect y={4} width={width} height={6} rx={3} className={classes.ground} />
      <rect y={4} width={similarity * width} height={6} rx={3} className={classes.filled} />
      {median !== null && <MedianLine at={Math.min(Math.max(median * width, 1), width - 1)} />}
    </svg>
  )
}

function MedianLine({ at }: { at: number }): ReactNode {
  return <line x1={at} x2={at} y2={height} className={classes.median} />
}
