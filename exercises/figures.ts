/**
 * Figures in statements: data that the page draws. In Markdown a figure is a fence whose info string is
 * `figure <kind>` and whose body is JSON.
 */
import { z } from 'zod'

/** What the figure shows, in words that are enough for those who do not see it. */
const caption = z.string().trim().min(1)
const label = z.string().min(1)
const labels = z.array(label).min(1).max(24)
const place = z.number().int().nonnegative()

/** Which key a query may attend to, true or false; or how much weight it gives to it, 0 to 1. */
const MaskFigure = z
  .strictObject({
    kind: z.literal('mask'),
    caption,
    queries: labels,
    keys: labels,
    /** One row for each query, one column for each key. */
    cells: z.array(z.array(z.union([z.boolean(), z.number().min(0).max(1)]))),
  })
  .superRefine(({ queries, keys, cells }, context) => {
    checkRows(cells, queries.length, keys.length, 'cells', context)
  })

/** Attention as messages: `weight` of what source `from` has to say flows to token `to`. */
const MessagesFigure = z
  .strictObject({
    kind: z.literal('messages'),
    caption,
    sources: labels,
    tokens: labels,
    edges: z
      .array(z.strictObject({ from: place, to: place, weight: z.number().gt(0).max(1) }))
      .min(1),
  })
  .superRefine(({ sources, tokens, edges }, context) => {
    for (const [at, { from, to }] of edges.entries()) {
      const twice = edges.findIndex((one) => one.from === from && one.to === to) < at
      if (from >= sources.length || to >= tokens.length || twice) {
        context.addIssue({
          code: 'custom',
          path: ['edges', at],
          message: twice
            ? `an edge from ${from} to ${to} is there already; keep one of them`
            : `leads from ${from} to ${to}, but there are ${sources.length} sources and ${tokens.length} tokens, counted from 0`,
        })
      }
    }
  })

/** The map of sinusoidal positions, [T, dModel]: its numbers are worked out when it is drawn. */
const PositionsFigure = z.strictObject({
  kind: z.literal('positions'),
  caption,
  T: z.number().int().min(2).max(128),
  dModel: z.number().int().min(2).max(128).multipleOf(2),
  base: z.number().gt(1),
})

const BlockNode = z.strictObject({
  id: label,
  label,
  /** A second line, such as a shape. */
  note: label.optional(),
  /** Where two paths meet and are added. */
  shape: z.enum(['box', 'sum']).default('box'),
})

/** A block diagram: rows of nodes, the first at the top; a residual edge runs beside what it skips. */
const BlocksFigure = z
  .strictObject({
    kind: z.literal('blocks'),
    caption,
    rows: z.array(z.array(BlockNode).min(1).max(4)).min(2).max(12),
    edges: z
      .array(z.strictObject({ from: label, to: label, residual: z.boolean().default(false) }))
      .min(1),
  })
  .superRefine(({ rows, edges }, context) => {
    const ids = rows.flat().map(({ id }) => id)
    const twice = ids.find((id, at) => ids.indexOf(id) < at)
    if (twice !== undefined) {
      const message = `two nodes have the id "${twice}"; give each its own`
      context.addIssue({ code: 'custom', path: ['rows'], message })
    }
    for (const [at, { from, to }] of edges.entries()) {
      const missing = [from, to].find((id) => !ids.includes(id))
      if (missing === undefined) continue
      const message = `there is no node "${missing}"; use one of ${ids.join(', ')}`
      context.addIssue({ code: 'custom', path: ['edges', at], message })
    }
  })

/** A small matrix of numbers with labels. */
const MatrixFigure = z
  .strictObject({
    kind: z.literal('matrix'),
    caption,
    rows: labels,
    columns: labels,
    values: z.array(z.array(z.number())),
  })
  .superRefine(({ rows, columns, values }, context) => {
    checkRows(values, rows.length, columns.length, 'values', context)
  })

/** One or several lines over the same axes; `points` are [x, y], from left to right. */
const CurveFigure = z.strictObject({
  kind: z.literal('curve'),
  caption,
  x: label,
  y: label,
  lines: z
    .array(
      z.strictObject({
        label,
        points: z
          .array(z.tuple([z.number(), z.number()]))
          .min(2)
          .max(200)
          .refine(
            (points) => points.every(([x], at) => at === 0 || x > (points[at - 1]?.[0] ?? x)),
            'each point has to lie to the right of the one before it',
          ),
      }),
    )
    .min(1)
    .max(4),
})

const FigureSchema = z.discriminatedUnion('kind', [
  MaskFigure,
  MessagesFigure,
  PositionsFigure,
  BlocksFigure,
  MatrixFigure,
  CurveFigure,
])
export type Figure = z.infer<typeof FigureSchema>

const kinds: readonly string[] = FigureSchema.options.map(({ shape }) => shape.kind.value)

/** The figure of a fence `figure <kind>` with this body. Throws with what is wrong in it and what is wanted. */
export function parseFigure(kind: string, json: string): Figure {
  if (!kinds.includes(kind)) {
    throw new Error(`there is no figure "${kind}"; use one of ${kinds.join(', ')}`)
  }
  const parsed = FigureSchema.safeParse({ ...readObject(kind, json), kind })
  if (!parsed.success) {
    throw new Error(`the figure "${kind}" does not fit: ${z.prettifyError(parsed.error)}`)
  }
  return parsed.data
}

function readObject(kind: string, json: string): object {
  let body: unknown
  try {
    body = JSON.parse(json)
  } catch (error) {
    throw new Error(`the figure "${kind}" is not JSON: ${(error as Error).message}`, {
      cause: error,
    })
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Error(
      `the figure "${kind}" is a JSON object between { and }; found ${json.trim().slice(0, 40)}`,
    )
  }
  return body
}

function checkRows(
  found: readonly (readonly unknown[])[],
  rows: number,
  columns: number,
  field: string,
  context: z.RefinementCtx,
): void {
  if (found.length === rows && found.every((row) => row.length === columns)) return
  const sizes = found.map((row) => row.length).join(', ')
  context.addIssue({
    code: 'custom',
    path: [field],
    message: `the labels want ${rows} rows of ${columns}; found ${found.length} rows, of ${sizes || 'nothing'}`,
  })
}

/** A figure's fence in Markdown, as it stands there. */
export interface FigureFence {
  readonly kind: string
  readonly json: string
}

/** All fences of figures in a statement. */
export function figureFences(markdown: string): FigureFence[] {
  const fence = /^```figure(?:[ \t]+(\S+))?[ \t]*\n(.*?)^```[ \t]*$/gms
  return Array.from(markdown.matchAll(fence), ([, kind = '', json = '']) => ({ kind, json }))
}
