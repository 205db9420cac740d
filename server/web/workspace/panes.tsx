/** Where statement, code and report stand: side by side with bars to resize them, or one at a time on a phone. */
import { useMediaQuery, useSplitter } from '@mantine/hooks'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './panes.module.css'

const parts = ['statement', 'code', 'report'] as const
export type Part = (typeof parts)[number]

const storageKey = 'attendant-panes'
const defaultSizes = { statement: 42, code: 60 }

/** Whether there is room for one part at a time only. */
export function useIsNarrow(): boolean {
  return useMediaQuery('(max-width: 799px)', undefined, { getInitialValueInEffect: false })
}

interface PanesProps {
  /** The part that a phone shows. */
  readonly shown: Part
  readonly statement: ReactNode
  readonly code: ReactNode
  readonly report: ReactNode
}

export function Panes({ shown, statement, code, report }: PanesProps): ReactNode {
  const { t } = useTranslation('workspace')
  const narrow = useIsNarrow()
  const [sizes, setSizes] = useState(readSizes)
  const resize = (pane: keyof typeof defaultSizes, size: unknown) => {
    const next = { ...sizes, [pane]: Number(size) }
    setSizes(next)
    localStorage.setItem(storageKey, JSON.stringify(next))
  }
  const {
    ref: columnsRef,
    sizes: columns,
    getHandleProps: columnHandle,
  } = useSplitter({
    panels: [
      { defaultSize: defaultSizes.statement, min: 20, max: 75 },
      { defaultSize: 100 - defaultSizes.statement, min: 25 },
    ],
    sizes: [sizes.statement, 100 - sizes.statement],
    onSizeChange: ([size]) => {
      resize('statement', size)
    },
    step: 2,
  })
  const {
    ref: rowsRef,
    sizes: rows,
    getHandleProps: rowHandle,
  } = useSplitter({
    panels: [
      { defaultSize: defaultSizes.code, min: 15, max: 85 },
      { defaultSize: 100 - defaultSizes.code, min: 15 },
    ],
    orientation: 'vertical',
    sizes: [sizes.code, 100 - sizes.code],
    onSizeChange: ([size]) => {
      resize('code', size)
    },
    step: 2,
  })
  const basis = (size: unknown) => (narrow ? undefined : { flexBasis: `${String(size)}%` })
  const hidden = (part: Part) => narrow && part !== shown

  return (
    <div ref={columnsRef} className={classes.columns}>
      <section
        id="workspace-statement"
        className={classes.pane}
        style={basis(columns[0])}
        aria-label={t('statement')}
        hidden={hidden('statement')}
      >
        {statement}
      </section>
      {!narrow && (
        <div
          {...columnHandle({ index: 0 })}
          className={classes.bar}
          aria-label={t('statementWidth')}
          aria-controls="workspace-statement"
        />
      )}
      <div ref={rowsRef} className={classes.rows} style={basis(columns[1])}>
        <section
          id="workspace-code"
          className={classes.pane}
          style={basis(rows[0])}
          aria-label={t('solution')}
          hidden={hidden('code')}
        >
          {code}
        </section>
        {!narrow && (
          <div
            {...rowHandle({ index: 0 })}
            className={classes.bar}
            aria-label={t('editorHeight')}
            aria-controls="workspace-code"
          />
        )}
        <section
          id="workspace-report"
          className={classes.pane}
          style={basis(rows[1])}
          aria-label={t('report')}
          hidden={hidden('report')}
        >
          {report}
        </section>
      </div>
    </div>
  )
}

/** Chooses the part that a phone shows. */
export function PartsBar({
  shown,
  onShow,
}: {
  shown: Part
  onShow: (part: Part) => void
}): ReactNode {
  const { t } = useTranslation('workspace')
  return (
    <nav className={classes.parts} aria-label={t('parts')}>
      {parts.map((part) => (
        <button
          key={part}
          type="button"
          className={classes.part}
          aria-pressed={part === shown}
          onClick={() => {
            onShow(part)
          }}
        >
          {t(part)}
        </button>
      ))}
    </nav>
  )
}

function readSizes(): typeof defaultSizes {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as object
    return { ...defaultSizes, ...stored }
  } catch {
    return defaultSizes
  }
}
