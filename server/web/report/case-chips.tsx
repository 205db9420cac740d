import { VisuallyHidden } from '@mantine/core'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseResult } from '../../../grader/report.ts'
import classes from './report.module.css'

export const panelId = 'report-case'

/** All cases at a glance, as tabs: arrow keys move from one to the next, Enter opens it. */
export function CaseChips({
  cases,
  opened,
  onOpen,
}: {
  cases: readonly CaseResult[]
  opened: number | null
  onOpen: (at: number) => void
}): ReactNode {
  const { t } = useTranslation('report')
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const chips = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = chips.findIndex((chip) => chip === document.activeElement)
    const to = target(event.key, at, chips.length)
    if (to === null) return
    event.preventDefault()
    chips[to]?.focus()
  }
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={t('cases')}
      className={classes.chips}
      onKeyDown={onKeyDown}
    >
      {cases.map((one, at) => {
        const state = stateOf(one)
        const words = {
          passed: t('casePassed'),
          failed: t('caseFailed'),
          skipped: t('caseSkipped'),
        }
        return (
          <button
            key={at}
            type="button"
            role="tab"
            className={classes.chip}
            data-state={state}
            aria-selected={at === opened}
            aria-controls={at === opened ? panelId : undefined}
            title={one.name}
            tabIndex={at === (opened ?? 0) ? 0 : -1}
            onClick={() => {
              onOpen(at)
            }}
          >
            <span aria-hidden className={classes.symbol}>
              {symbols[state]}
            </span>
            <VisuallyHidden>{words[state]}: </VisuallyHidden>
            <span className={classes.chipName}>{one.name}</span>
            <span aria-hidden className={classes.chipPoints}>
              {one.earned}/{one.points}
            </span>
            <VisuallyHidden>{t('points', one)}</VisuallyHidden>
          </button>
        )
      })}
    </div>
  )
}

type State = 'passed' | 'failed' | 'skipped'

const symbols: Readonly<Record<State, string>> = { passed: '✓', failed: '✗', skipped: '–' }

export function stateOf({ verdict, skipped }: CaseResult): State {
  return skipped ? 'skipped' : verdict === 'passed' ? 'passed' : 'failed'
}

function target(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowLeft':
    case 'ArrowUp':
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
