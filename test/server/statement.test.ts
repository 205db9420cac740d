import { describe, expect, test } from '@jest/globals'
import { course } from '../../exercises/index.ts'
import { statementIn, statementOf } from '../../exercises/files.ts'
import { renderStatement, statementPage } from '../../server/statement.ts'

const render = (markdown: string, language: 'en' | 'zh' = 'en') =>
  renderStatement(markdown, { file: 'some/statement.md', language })
/** Without what KaTeX makes of formulas. */
const plain = (html: string) => html.replaceAll(/<span class="katex">.*?<\/math>.*$/gms, 'FORMULA')

describe('a formula', () => {
  test('in a line is there for eyes and as MathML', () => {
    const html = render('The weight $w_{ts} < 1$ of a key.')
    expect(html).toMatch(/^<p>The weight <span class="katex">/)
    expect(html).toContain('<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>')
    expect(html).toContain('aria-hidden="true"')
    expect(html).toMatch(/<\/span> of a key\.<\/p>\n$/)
  })

  test.each([
    ['in one line', '$$a = b$$'],
    ['over several lines', '$$\na\n= b\n$$'],
    ['whose lines look like a list', '$$\na\n- b\n$$'],
    ['whose lines look like a heading', '$$a\n= b$$'],
    ['right after a paragraph', 'So:\n$$a = b$$\nand so on'],
    ['in a list', '- first\n\n  $$a = b$$\n'],
  ])('on its own, %s, is displayed and scrolls by keyboard', (_, markdown) => {
    const html = render(markdown)
    expect(html).toContain(
      '<div class="formula" role="group" aria-label="Formula" tabindex="0"><span class="katex-display">',
    )
    expect(html).not.toMatch(/<h\d|\$\$/)
  })

  test('may stand in a table, a heading and beside code with dollars', () => {
    const html = render('## The $K$\n\n| $q$ |\n| --- |\n| $\\lvert k\\rvert$ and `$x$` |\n')
    expect(html.match(/class="katex"/g)).toHaveLength(3)
    expect(html).toContain('<code>$x$</code>')
  })

  test.each(['It costs $5 and $6.', 'a $ b $ c', '\\$a\\$', '`$a$`', 'a lone $ sign', '$$'])(
    'is not seen in %j',
    (markdown) => {
      expect(render(markdown)).not.toContain('katex')
    },
  )

  test('that cannot be rendered is our fault, with file and formula', () => {
    expect(() => render('a $\\fraction{1}{2}$ b')).toThrow(
      /^some\/statement\.md: the formula "\\fraction\{1\}\{2\}" cannot be rendered/,
    )
  })
})

describe('a statement', () => {
  test('begins under the title of the page, with headings to link to', () => {
    expect(render('# Softmax\n\n## Idea\n\n## Worked example\n\n## Idea\n\n# Late\n')).toBe(
      '<h2 id="statement-idea">Idea</h2>\n' +
        '<h2 id="statement-worked-example">Worked example</h2>\n' +
        '<h2 id="statement-idea-2">Idea</h2>\n<h2 id="statement-late">Late</h2>\n',
    )
    expect(render('## 直观 理解', 'zh')).toBe('<h2 id="statement-直观-理解">直观 理解</h2>\n')
  })

  test('has tables that scroll by keyboard, each with a name of its own', () => {
    const table = '| a |\n| - |\n| 1 |\n\n'
    const html = render(`${table}## Shapes "B"\n\n${table}${table}`)
    const named = (label: string) =>
      `<div class="table" role="region" aria-label="${label}" tabindex="0"><table>`
    for (const label of ['Table', 'Table: Shapes &quot;B&quot;', 'Table: Shapes &quot;B&quot; 2']) {
      expect(html).toContain(named(label))
    }
    expect(html.match(/<\/table><\/div>/g)).toHaveLength(3)
    expect(render(table, 'zh')).toContain(named('表格'))
  })

  test('has links that leave the page where it is', () => {
    expect(render('[paper](https://example.org/a?b&c) and [softmax](softmax)')).toBe(
      '<p><a href="https://example.org/a?b&amp;c" target="_blank" rel="noopener noreferrer">paper</a>' +
        ' and <a href="softmax">softmax</a></p>\n',
    )
    expect(render('[x](//example.org)')).toContain('rel="noopener noreferrer"')
  })

  test('has code as it was written', () => {
    expect(render('```ts\nconst a = b < c && "</code>"\n```\n')).toBe(
      '<pre tabindex="0"><code class="language-ts">const a = b &lt; c &amp;&amp; &quot;&lt;/code&gt;&quot;\n</code></pre>\n',
    )
  })
})

describe('a hostile statement is inert', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a handler', 'x <img src=x onerror=alert(1)> y'],
    ['a frame', '<iframe src="https://example.org"></iframe>'],
    ['a link that runs', '[x](javascript:alert(1)) [y](JaVaScRiPt:alert) [z](data:text/html,x)'],
    ['a link that runs, written strangely', '[x](java&#x73;cript:alert(1)) <javascript:alert(1)>'],
    ['a link that breaks out', '[x](https://e.org/"onmouseover="alert(1))'],
    ['an image from elsewhere', '![x](https://example.org/x.png)'],
    ['a heading', '## <b id=root onclick=alert(1)>x</b>"\'\n\n| a |\n| - |\n| 1 |'],
    ['a fence', '```"><script>alert(1)</script>\n</code><script>alert(1)</script>\n```'],
    ['a link in a formula', '$\\href{javascript:alert(1)}{x}$'],
    ['an address in a formula', '$\\url{javascript:alert(1)}$'],
    ['an id in a formula', '$\\htmlId{root}{x}$'],
    ['a class in a formula', '$\\htmlClass{secret}{x}$'],
    ['a style in a formula', '$\\htmlStyle{position: fixed}{x}$'],
    ['data in a formula', '$\\htmlData{a=b}{x}$'],
    ['an image in a formula', '$\\includegraphics[height=1em]{https://example.org/x.png}$'],
    ['tags in a formula', '$\\text{<script>alert(1)</script>}$ $a <b onclick=alert(1)> c$'],
  ])('%s', (_, markdown) => {
    const html = render(markdown)
    const tags = html.match(/<[a-z][^>]*>/gi) ?? []
    const names = new Set(tags.map((tag) => /^<(\w+)/.exec(tag)?.[1]?.toLowerCase()))
    for (const bad of ['script', 'img', 'iframe', 'b']) expect(names).not.toContain(bad)
    for (const tag of tags) {
      const attributes = tag.replaceAll(/"[^"]*"/g, '""')
      expect(attributes).not.toMatch(/\son\w+\s*=|\sid="root"/i)
      expect(tag).not.toMatch(/(?:href|src)="\s*(?:javascript|data|vbscript):/i)
      expect(tag).not.toMatch(/(?:id="root|class="[^"]*secret|position:\s*fixed|data-a)/)
    }
  })
})

describe('a figure', () => {
  const fence = (kind: string, json: string) => render(`\`\`\`figure ${kind}\n${json}\n\`\`\`\n`)

  test('is data for the page, with its caption for everybody', () => {
    const figure = { caption: 'Two <b>keys</b>', rows: ['q'], columns: [`'"><i>`], values: [[0.5]] }
    const json = JSON.stringify(figure)
    const html = fence('matrix', json)
    expect(html).toMatch(
      /^<figure class="figure" data-figure-kind="matrix" data-figure="([^"<>]*)"><figcaption>Two &lt;b&gt;keys&lt;\/b&gt;<\/figcaption><\/figure>\n$/,
    )
    const data = /data-figure="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? ''
    const read = data.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    expect(JSON.parse(read)).toEqual({ kind: 'matrix', ...figure })
  })

  test('without a caption, or of no known kind, is our fault, with file and kind', () => {
    for (const json of ['{}', '{"caption": " "}', 'caption', '[]']) {
      expect(() => fence('mask', json)).toThrow(/^some\/statement\.md: the figure "mask"/)
    }
    expect(() => fence('drawing', '{"caption": "x"}')).toThrow(/^some\/statement.*"drawing"/)
  })
})

test.each(course.map(({ slug }) => slug))('the statement of %s can be rendered', (slug) => {
  const { html, language, markdown } = statementPage(slug, 'en')
  expect({ language, markdown }).toEqual({ language: 'en', markdown: statementOf(slug) })
  expect(plain(html)).not.toMatch(/\$|\[object/)
  const chinese = statementPage(slug, 'zh')
  expect(chinese.language).toBe(statementIn(slug, 'zh') === null ? 'en' : 'zh')
})
