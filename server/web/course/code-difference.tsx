/** What changed between two versions of a file: side by side where there is room, else below each other. */
import { VisuallyHidden } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type ReactNode, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inert } from '../../../grader/explain.ts'
import classes from './code-difference.module.css'
import { SideBySide, Unified } from './difference-rows.tsx'
import { changedCounts, lineDifference } from './line-difference.ts'

interface CodeDifferenceProps {
  readonly before: string
  readonly after: string
  readonly beforeLabel: string
  readonly afterLabel: string
}

/** Two columns of code are readable from this width on, in pixels. */
const widthForTwo = 760

export function CodeDifference({
  before,
  after,
  beforeLabel,
  afterLabel,
}: CodeDifferenceProps): ReactNode {
  const { t } = useTranslation('history')
  const { ref, width } = useElementSize<HTMLDivElement>()
  const stretches = useMemo(() => lineDifference(inert(before), inert(after)), [before, after])
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const summary = useId()
  const { added, removed } = changedCounts(stretches)
  const toggle = (stretch: number) => {
    const next = new Set(unfolded)
    if (!next.delete(stretch)) next.add(stretch)
    setUnfolded(next)
  }
  const body = { stretches, unfolded, onToggle: toggle }
  return (
    <div ref={ref} className={classes.difference}>
      <p id={summary} role="status" className={classes.summary}>
        {added + removed === 0 ? (
          t('same')
        ) : (
          <>
            <span className={classes.plus}>+ {t('addedLines', { count: added })}</span>{' '}
            <span className={classes.minus}>− {t('removedLines', { count: removed })}</span>
          </>
        )}
      </p>
      <table className={classes.table} aria-describedby={summary}>
        <caption>
          <VisuallyHidden>
            {t('beforeAfter', { before: beforeLabel, after: afterLabel })}
          </VisuallyHidden>
        </caption>
        {width >= widthForTwo ? (
          <SideBySide {...body} beforeLabel={beforeLabel} afterLabel={afterLabel} />
        ) : (
          <Unified {...body} beforeLabel={beforeLabel} afterLabel={afterLabel} />
        )}
      </table>
    </div>
  )
}
