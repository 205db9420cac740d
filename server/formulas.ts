/** Formulas in Markdown, `$…$` in a line and `$$…$$` on their own, as HTML for eyes and MathML for ears. */
import katex from 'katex'
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'

/** Teaches `md` formulas. `file` is named in the exception for one that cannot be rendered; `label` is what a wide one is called. */
export function addFormulas(
  md: MarkdownIt,
  { file, label }: { file: string; label: string },
): void {
  const render = (tex: string, displayMode: boolean) => {
    try {
      // Commands that could make links, ids or styles of their own need trust, and get none.
      return katex.renderToString(tex, {
        ...{ displayMode, output: 'htmlAndMathml', throwOnError: true },
        ...{ trust: false, strict: false, maxSize: 20, maxExpand: 1000 },
      })
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`${file}: the formula "${tex}" cannot be rendered; correct it: ${reason}`, {
        cause,
      })
    }
  }
  md.inline.ruler.after('escape', 'formula', formulaInLine)
  md.block.ruler.before('fence', 'formula', formulaBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  md.renderer.rules['formula'] = (tokens, at) => {
    const token = tokens[at]
    const html = render(token?.content ?? '', token?.markup === '$$')
    if (!token?.block) return html
    // Where it is wider than the page it scrolls, by keyboard too.
    return `<div class="formula" role="group" aria-label="${label}" tabindex="0">${html}</div>\n`
  }
}

/** As in Pandoc: no space inside the dollars, and no digit after the last, so that "$5 and $6" stays text. */
const inLine = /\$\$((?:\\[^]|[^\\$])+)\$\$|\$(?!\s)((?:\\[^]|[^\\$])+)(?<!\s)\$(?!\d)/y

function formulaInLine(state: StateInline, silent: boolean): boolean {
  inLine.lastIndex = state.pos
  const found = inLine.exec(state.src)
  if (!found || inLine.lastIndex > state.posMax) return false
  if (!silent) {
    const token = state.push('formula', '', 0)
    token.markup = found[1] === undefined ? '$' : '$$'
    token.content = (found[1] ?? found[2] ?? '').trim()
  }
  state.pos = inLine.lastIndex
  return true
}

/** From a line that begins with two dollars to the line that ends with two. */
function formulaBlock(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const lineAt = (line: number) =>
    state.src
      .slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
      .trim()
  if (!lineAt(start).startsWith('$$')) return false
  for (let line = start; line < end && lineAt(line) !== ''; line++) {
    const isClosed = lineAt(line).endsWith('$$') && (line > start || lineAt(line).length > 4)
    if (!isClosed) continue
    const text = state
      .getLines(start, line + 1, state.blkIndent, false)
      .trim()
      .slice(2, -2)
    if (text.includes('$$')) return false
    if (silent) return true
    const token = state.push('formula', '', 0)
    Object.assign(token, {
      block: true,
      markup: '$$',
      content: text.trim(),
      map: [start, line + 1],
    })
    state.line = line + 1
    return true
  }
  return false
}
