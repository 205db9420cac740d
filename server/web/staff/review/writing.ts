/** A review while it is written, and what of it can be sent. */
import type { ReviewSave, Review } from '../../../api/review.ts'
import type { Wire } from '../../../api/wire.ts'
import { scoreOf, type ScoredRow } from '../../../scores.ts'
import type { Opened } from './opened.ts'

export interface Remark {
  /** Tells remarks apart as long as the page is open. */
  readonly key: number
  readonly line: number
  readonly endLine: number
  readonly text: string
  readonly bankComment: string | null
}

export interface Writing {
  readonly remarks: readonly Remark[]
  /** The ids of rubric items. */
  readonly marks: readonly string[]
  /** As it was typed; empty: no override. */
  readonly points: string
  readonly reason: string
}

export type Content = Pick<ReviewSave, 'comments' | 'marks' | 'override'>

/** The writing with which a review goes on. */
export function writingOf(review: Wire<Review> | null): Writing {
  return {
    remarks: review?.comments.map((comment, key) => ({ ...comment, key })) ?? [],
    marks: review?.marks ?? [],
    points: review?.override ? String(review.override.points) : '',
    reason: review?.override?.reason ?? '',
  }
}

/** What can be sent: remarks with a text, and an override that is whole. */
export function contentOf({ remarks, marks, points, reason }: Writing): Content {
  const given = pointsIn(points)
  const why = reason.trim()
  return {
    comments: remarks
      .map(({ line, endLine, text, bankComment }) => ({
        ...{ line, endLine, bankComment },
        text: text.trim(),
      }))
      .filter(({ text }) => text !== '')
      .toSorted((one, other) => one.line - other.line || one.endLine - other.endLine),
    marks: marks.toSorted(),
    override: given === null || why === '' ? null : { points: given, reason: why },
  }
}

/** What keeps an override from being whole; null when there is none, or nothing is missing. */
export function overrideProblem(
  { points, reason }: Writing,
  mostPoints: number,
): 'points' | 'tooMany' | 'reason' | null {
  if (points.trim() === '') return reason.trim() === '' ? null : 'points'
  const given = pointsIn(points)
  if (given === null) return 'points'
  if (given > mostPoints) return 'tooMany'
  return reason.trim() === '' ? 'reason' : null
}

function pointsIn(typed: string): number | null {
  const text = typed.trim().replace(',', '.')
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null
}

/** What the submission will be worth when the review is done. */
export function scoreThen(writing: Writing, opened: Opened): number | null {
  const marked = opened.rubric.filter(({ id }) => writing.marks.includes(id))
  const { override } = contentOf(writing)
  return scoreOf({
    ...{ verdict: opened.verdict, points: opened.points, maxPoints: opened.maxPoints },
    review: {
      override: override?.points ?? null,
      doneAt: new Date(0),
      marks: marked.map(({ points }) => ({ item: { points } })),
    },
  } satisfies ScoredRow)
}

/** The writing with a remark on these lines, not yet with a text. */
export function withRemark(writing: Writing, line: number, endLine: number): Writing {
  const key = 1 + Math.max(-1, ...writing.remarks.map((one) => one.key))
  const remark: Remark = { key, line, endLine, text: '', bankComment: null }
  return { ...writing, remarks: [...writing.remarks, remark] }
}

export function withChangedRemark(writing: Writing, key: number, change: Partial<Remark>): Writing {
  const remarks = writing.remarks.map((one) => (one.key === key ? { ...one, ...change } : one))
  return { ...writing, remarks }
}

export function withoutRemark(writing: Writing, key: number): Writing {
  return { ...writing, remarks: writing.remarks.filter((one) => one.key !== key) }
}

export function withMark(writing: Writing, id: string): Writing {
  const marks = writing.marks.includes(id)
    ? writing.marks.filter((one) => one !== id)
    : [...writing.marks, id]
  return { ...writing, marks }
}
