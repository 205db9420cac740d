/** One of two files that are alike: its common parts are marked, and each leads to itself in the other file. */
import { Anchor, Title, VisuallyHidden } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { inertLine } from '../../../../grader/explain.ts'
import { dateTime } from '../../dates.ts'
import { CodeLines } from '../../report/code-lines.tsx'
import type { OpenedPair } from './questions.ts'
import classes from './similarity.module.css'

type Side = 'left' | 'right'
type Lines = OpenedPair['parts'][number][Side]

/** A part by its number, where it stands in this file, and in the other one. */
interface Part {
  readonly number: number
  readonly here: Lines
  readonly there: Lines
}

/** Numbered in the order of the left file, in both. */
export function partsOf(parts: OpenedPair['parts'], side: Side): Part[] {
  return parts
    .toSorted((one, other) => one.left.from - other.left.from || one.left.to - other.left.to)
    .map((part, at) => ({
      number: at + 1,
      here: part[side],
      there: part[side === 'left' ? 'right' : 'left'],
    }))
}

interface AlikeFileProps {
  readonly of: OpenedPair[Side]
  readonly name: string
  readonly parts: readonly Part[]
  readonly side: Side
  /** Where its submission is reviewed. */
  readonly review: string
}

export function AlikeFile({ of, name, parts, side, review }: AlikeFileProps): ReactNode {
  const { t } = useTranslation('similarity')
  const title = useId()
  const { student, handedInAt, source } = of
  return (
    <section className={classes.file} aria-labelledby={title}>
      <header className={classes.fileHead}>
        <Title order={2} size="h4" id={title}>
          {name}
        </Title>
        <span className={classes.faint}>
          {student.section !== null && `${inertLine(student.section)} · `}
          <time dateTime={handedInAt}>{dateTime(handedInAt)}</time>
        </span>
        <Anchor
          component={Link}
          href={review}
          size="sm"
          aria-label={t('inReviewNamed', { name })}
          className={classes.inReview}
        >
          {t('inReview')}
        </Anchor>
      </header>
      <div className={classes.code} role="region" aria-label={t('code', { name })} tabIndex={0}>
        <CodeLines
          source={source}
          label={t('code', { name })}
          isMarked={(line) => parts.some(({ here }) => here.from <= line && line <= here.to)}
          number={(line) => <Gutter line={line} parts={parts} side={side} />}
          below={(line) =>
            parts
              .filter(({ here }) => here.to === line)
              .map(({ number }) => (
                <VisuallyHidden key={number}>{t('partEnds', { number })}</VisuallyHidden>
              ))
          }
        />
      </div>
    </section>
  )
}

interface GutterProps {
  readonly line: number
  readonly parts: readonly Part[]
  readonly side: Side
}

function Gutter({ line, parts, side }: GutterProps): ReactNode {
  const { t } = useTranslation('similarity')
  const isCommon = parts.some(({ here }) => here.from <= line && line <= here.to)
  const beginning = parts.filter(({ here }) => here.from === line)
  return (
    <span className={classes.gutter} data-common={isCommon}>
      <span className={classes.badges}>
        {beginning.map(({ number, there }) => (
          <button
            key={number}
            type="button"
            id={badgeId(side, number)}
            className={classes.badge}
            aria-label={t('partHere', { number, ...there })}
            title={t('partHere', { number, ...there })}
            onClick={() => {
              showPart(side === 'left' ? 'right' : 'left', number)
            }}
          >
            {number}
          </button>
        ))}
      </span>
      <span aria-hidden>{line}</span>
    </span>
  )
}

const badgeId = (side: Side, number: number) => `part-${number}-${side}`

/** In the other file, with the focus, so that the way back is one key. */
function showPart(side: Side, number: number): void {
  const badge = document.getElementById(badgeId(side, number))
  badge?.scrollIntoView({ block: 'center' })
  badge?.focus({ preventScroll: true })
}
