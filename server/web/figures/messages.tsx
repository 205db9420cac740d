/** Attention as messages on a graph: what is said on the left flows to the right, the thicker the more. */
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../../exercises/figures.ts'
import classes from './figures.module.css'
import { weightText } from './numbers.tsx'

type Messages = Extract<Figure, { kind: 'messages' }>

const rowHeight = 30
const top = 16
/** The drawing is 300 wide: sources end here, tokens begin there. */
const width = 300
const sourceEnd = 92
const tokenStart = 208
const thickest = 9

export function MessagesFigure({ figure }: { figure: Messages }): ReactNode {
  const { t } = useTranslation('figures')
  const { sources, tokens, edges } = figure
  const [chosen, setChosen] = useState<number | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const shown = pointed ?? chosen
  const label = t('messagesOf', { sources: sources.length, tokens: tokens.length })
  const rows = Math.max(sources.length, tokens.length)
  const y = (at: number) => top + at * rowHeight

  const said = (to: number) =>
    t('listensTo', {
      token: tokens[to] ?? '',
      weights: edges
        .filter((edge) => edge.to === to)
        .sort((one, other) => other.weight - one.weight)
        .map(({ from, weight }) =>
          t('fromToken', { weight: weightText(weight), source: sources[from] ?? '' }),
        )
        .join(', '),
    })
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    setPointed(null)
    setChosen(Math.max(0, Math.min(tokens.length - 1, (chosen ?? 0) + by)))
  }
  return (
    <div className={classes.drawing}>
      <div
        className={classes.stage}
        role="application"
        aria-roledescription={t('map')}
        aria-label={t('moveTokens', { what: label })}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => setChosen(chosen ?? 0)}
      >
        <svg role="img" aria-label={label} width={width} height={y(rows - 1) + top}>
          {edges.map(({ from, to, weight }) => {
            const middle = (sourceEnd + tokenStart) / 2
            return (
              <path
                key={`${from} ${to}`}
                className={classes.edge}
                d={`M${sourceEnd} ${y(from)}C${middle} ${y(from)} ${middle} ${y(to)} ${tokenStart} ${y(to)}`}
                strokeWidth={Math.max(1, weight * thickest)}
                strokeOpacity={shown === null ? 0.55 : shown === to ? 1 : 0.1}
              />
            )
          })}
          {sources.map((source, from) => {
            const weight = edges.find((edge) => edge.to === shown && edge.from === from)?.weight
            return (
              <text
                key={from}
                x={sourceEnd - 6}
                y={y(from)}
                textAnchor="end"
                dominantBaseline="central"
              >
                {weight !== undefined && `${weightText(weight)}  `}
                {source}
              </text>
            )
          })}
          {tokens.map((token, to) => (
            <g
              key={to}
              onPointerEnter={() => setPointed(to)}
              onPointerLeave={() => setPointed(null)}
              onPointerDown={() => setChosen(to)}
            >
              <rect
                className={shown === to ? classes.cursor : classes.touch}
                fill="transparent"
                x={tokenStart + 1}
                y={y(to) - rowHeight / 2 + 2}
                width={width - tokenStart - 3}
                height={rowHeight - 4}
                rx={4}
              />
              <text
                x={tokenStart + 8}
                y={y(to)}
                dominantBaseline="central"
                fontWeight={shown === to ? 650 : 400}
              >
                {token}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <p className={classes.said} role="status">
        {shown === null ? t('chooseToken') : said(shown)}
      </p>
      <details className={classes.numbers}>
        <summary>{t('asNumbers')}</summary>
        <ul>
          {tokens.map((_, to) => (
            <li key={to}>{said(to)}</li>
          ))}
        </ul>
      </details>
    </div>
  )
}
