/**
 * Statements as HTML of ours. Authors write Markdown with formulas and figures; HTML in it is text, and
 * what cannot be rendered is an exception that names the file: our mistake, never a student's.
 */
import markdownIt, { type MarkdownIt, type RendererRule, type Token } from 'markdown-it'
import { parseFigure, type Figure } from '../exercises/figures.ts'
import { statementIn, statementOf } from '../exercises/files.ts'
import type { Language } from './api/session.ts'
import { addFormulas } from './formulas.ts'

export interface StatementPage {
  readonly markdown: string
  readonly html: string
  /** The language that it is in: English where it exists in no other. */
  readonly language: Language
}

const rendered = new Map<string, StatementPage>()

/** The statement of an exercise, in this language where it exists in it. Rendered again when its file has changed. */
export function statementPage(slug: string, language: Language): StatementPage {
  const translated = language === 'en' ? null : statementIn(slug, language)
  const file = `exercises/${slug}/statement${translated === null ? '' : `.${language}`}.md`
  const markdown = translated ?? statementOf(slug)
  const known = rendered.get(file)
  if (known?.markdown === markdown) return known
  const found = translated === null ? 'en' : language
  const html = renderStatement(markdown, { file, language: found })
  const page = { markdown, html, language: found }
  rendered.set(file, page)
  return page
}

const labels = {
  en: { table: 'Table', formula: 'Formula' },
  zh: { table: '表格', formula: '公式' },
} as const satisfies Record<Language, object>

/** Markdown as HTML, without its title, which the page shows. Throws with `file` and what is wrong in it. */
export function renderStatement(
  markdown: string,
  { file, language }: { file: string; language: Language },
): string {
  const md = markdownIt({ html: false }).disable('image')
  const { table, formula } = labels[language]
  addFormulas(md, { file, label: formula })
  md.core.ruler.push('outline', ({ tokens }) => {
    outline(tokens, table)
  })
  const { rules } = md.renderer
  rules['table_open'] = (tokens, at) => {
    const label = md.utils.escapeHtml(String(tokens[at]?.attrGet('aria-label')))
    return `<div class="table" role="region" aria-label="${label}" tabindex="0"><table>\n`
  }
  rules['table_close'] = () => '</table></div>\n'
  rules['link_open'] = openLink
  rules['fence'] = (tokens, at) =>
    fence(md, tokens[at]?.info.trim() ?? '', tokens[at]?.content ?? '', file)
  return md.render(markdown)
}

/** Drops the title, gives headings ids to link to, and names tables after the section that they stand in. */
function outline(tokens: Token[], table: string): void {
  if (tokens[0]?.tag === 'h1') tokens.splice(0, 3)
  const names = new Map<string, number>()
  const unique = (name: string, separator: string) => {
    const count = (names.get(name) ?? 0) + 1
    names.set(name, count)
    return count === 1 ? name : `${name}${separator}${count}`
  }
  let section = table
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      section = textOf(tokens[at + 1])
      const words = section.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? []
      token.attrSet('id', unique(['statement', ...words].join('-'), '-'))
    }
    if (token.tag === 'h1') token.tag = 'h2'
    if (token.type === 'table_open') {
      token.attrSet('aria-label', unique(section === table ? table : `${table}: ${section}`, ' '))
    }
  }
}

function textOf(inline: Token | undefined): string {
  return (inline?.children ?? []).map(({ content }) => content).join('')
}

/** Links to elsewhere leave the page, and the draft on it, where they are. */
const openLink: RendererRule = (tokens, at, options, _env, renderer) => {
  const token = tokens[at]
  if (/^(?:[a-z]+:)?\/\//i.test(String(token?.attrGet('href')))) {
    token?.attrSet('target', '_blank')
    token?.attrSet('rel', 'noopener noreferrer')
  }
  return renderer.renderToken(tokens, at, options)
}

/** The page draws a figure from its data; its caption says what is seen, for those who do not see it. */
function fence(md: MarkdownIt, info: string, content: string, file: string): string {
  const { escapeHtml } = md.utils
  const [language = '', kind = ''] = info.split(/\s+/)
  if (language !== 'figure') {
    return `<pre tabindex="0"><code class="language-${escapeHtml(language)}">${escapeHtml(content)}</code></pre>\n`
  }
  const figure = figureOf(kind, content, file)
  const data = escapeHtml(JSON.stringify(figure))
  return (
    `<figure class="figure" data-figure-kind="${escapeHtml(kind)}" data-figure="${data}">` +
    `<figcaption>${escapeHtml(figure.caption)}</figcaption></figure>\n`
  )
}

function figureOf(kind: string, json: string, file: string): Figure {
  try {
    return parseFigure(kind, json)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${file}: ${reason}`, { cause })
  }
}
