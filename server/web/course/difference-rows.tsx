/** The rows of a difference, in both ways in which it is shown. */
import { VisuallyHidden } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './code-difference.module.css'
import { type ChangedLine, foldOf, type SameLine, type Stretch } from './line-difference.ts'

interface RowsProps {
  readonly stretches: readonly Stretch[]
  /** The places of the stretches that are shown whole. */
  readonly unfolded: ReadonlySet<number>
  readonly onToggle: (stretch: number) => void
  readonly beforeLabel: string
  readonly afterLabel: string
}

export function SideBySide(props: RowsProps): ReactNode {
  const { t } = useTranslation('history')
  const { stretches, beforeLabel, afterLabel } = props
  return (
    <>
      <colgroup>
        <col className={classes.numberColumn} />
        <col className={classes.signColumn} />
        <col />
        <col className={classes.numberColumn} />
        <col className={classes.signColumn} />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="colgroup" colSpan={3}>
            <Sign of="removed" /> {beforeLabel}
          </th>
          <th scope="colgroup" colSpan={3}>
            <Sign of="added" /> {afterLabel}
          </th>
        </tr>
        <tr className={classes.unseen}>
          {[t('lineBefore'), t('change'), t('code'), t('lineAfter'), t('change'), t('code')].map(
            (name, at) => (
              <th scope="col" key={at}>
                <VisuallyHidden>{name}</VisuallyHidden>
              </th>
            ),
          )}
        </tr>
      </thead>
      {stretches.map((stretch, at) =>
        stretch.kind === 'same' ? (
          <SameLines
            key={at}
            {...props}
            at={at}
            lines={stretch.lines}
            columns={6}
            draw={({ before, after, text }) => (
              <tr key={before}>
                <td className={classes.number}>{before}</td>
                <td />
                <td className={classes.code}>{text}</td>
                <td className={classes.number}>{after}</td>
                <td />
                <td className={classes.code}>{text}</td>
              </tr>
            )}
          />
        ) : (
          <tbody key={at}>
            {stretch.rows.map(({ before, after }) => (
              <tr key={`${before?.number ?? ''} ${after?.number ?? ''}`}>
                <SideCells line={before} of="removed" />
                <SideCells line={after} of="added" />
              </tr>
            ))}
          </tbody>
        ),
      )}
    </>
  )
}

function SideCells({ line, of }: { line: ChangedLine | null; of: Side }): ReactNode {
  if (!line) return <td colSpan={3} className={classes.nothing} />
  return (
    <>
      <td className={`${classes.number} ${classes[of]}`}>{line.number}</td>
      <td className={`${classes.sign} ${classes[of]}`}>
        <Sign of={of} />
      </td>
      <td className={`${classes.code} ${classes[of]}`}>
        <Words line={line} of={of} />
      </td>
    </>
  )
}

export function Unified(props: RowsProps): ReactNode {
  const { t } = useTranslation('history')
  const { stretches, beforeLabel, afterLabel } = props
  return (
    <>
      <colgroup>
        <col className={classes.numberColumn} />
        <col className={classes.numberColumn} />
        <col className={classes.signColumn} />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th colSpan={4} scope="colgroup">
            <Sign of="removed" /> {beforeLabel}
            <br />
            <Sign of="added" /> {afterLabel}
          </th>
        </tr>
        <tr className={classes.unseen}>
          {[t('lineBefore'), t('lineAfter'), t('change'), t('code')].map((name, at) => (
            <th scope="col" key={at}>
              <VisuallyHidden>{name}</VisuallyHidden>
            </th>
          ))}
        </tr>
      </thead>
      {stretches.map((stretch, at) =>
        stretch.kind === 'same' ? (
          <SameLines
            key={at}
            {...props}
            at={at}
            lines={stretch.lines}
            columns={4}
            draw={({ before, after, text }) => (
              <tr key={before}>
                <td className={classes.number}>{before}</td>
                <td className={classes.number}>{after}</td>
                <td />
                <td className={classes.code}>{text}</td>
              </tr>
            )}
          />
        ) : (
          <tbody key={at}>
            {(['removed', 'added'] as const).map((of) => (
              <Fragment key={of}>
                {stretch.rows
                  .flatMap(({ before, after }) => (of === 'removed' ? before : after) ?? [])
                  .map((line) => (
                    <tr key={line.number} className={classes[of]}>
                      <td className={classes.number}>{of === 'removed' && line.number}</td>
                      <td className={classes.number}>{of === 'added' && line.number}</td>
                      <td className={classes.sign}>
                        <Sign of={of} />
                      </td>
                      <td className={classes.code}>
                        <Words line={line} of={of} />
                      </td>
                    </tr>
                  ))}
              </Fragment>
            ))}
          </tbody>
        ),
      )}
    </>
  )
}

interface SameLinesProps extends RowsProps {
  readonly at: number
  readonly lines: readonly SameLine[]
  readonly columns: number
  readonly draw: (line: SameLine) => ReactNode
}

function SameLines({
  at,
  lines,
  columns,
  draw,
  stretches,
  unfolded,
  onToggle,
}: SameLinesProps): ReactNode {
  const { t } = useTranslation('history')
  const fold = foldOf(lines.length, { isFirst: at === 0, isLast: at === stretches.length - 1 })
  if (!fold) return <tbody>{lines.map(draw)}</tbody>
  const count = fold.to - fold.from
  const isOpen = unfolded.has(at)
  return (
    <tbody>
      {lines.slice(0, fold.from).map(draw)}
      <tr>
        <td colSpan={columns} className={classes.fold}>
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => {
              onToggle(at)
            }}
          >
            <span aria-hidden>{isOpen ? '▾' : '▸'}</span>{' '}
            {isOpen ? t('hideUnchanged', { count }) : t('showUnchanged', { count })}
          </button>
        </td>
      </tr>
      {isOpen && lines.slice(fold.from, fold.to).map(draw)}
      {lines.slice(fold.to).map(draw)}
    </tbody>
  )
}

type Side = 'removed' | 'added'

function Sign({ of }: { of: Side }): ReactNode {
  const { t } = useTranslation('history')
  return (
    <>
      <span aria-hidden className={of === 'added' ? classes.plus : classes.minus}>
        {of === 'added' ? '+' : '−'}
      </span>
      <VisuallyHidden>{t(of)}</VisuallyHidden>
    </>
  )
}

function Words({ line, of }: { line: ChangedLine; of: Side }): ReactNode {
  const Changed = of === 'added' ? 'ins' : 'del'
  return line.parts.map(({ text, changed }, at) =>
    changed ? <Changed key={at}>{text}</Changed> : <Fragment key={at}>{text}</Fragment>,
  )
}
