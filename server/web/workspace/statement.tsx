/** The statement of an exercise: HTML that the server rendered, with figures drawn into their places. */
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import classes from './statement.module.css'

const StatementFigures = lazy(async () => {
  const { StatementFigures } = await import('../figures/statement-figures.tsx')
  return { default: StatementFigures }
})

interface StatementProps {
  /** Safe: rendered by the server from the exercise's own text. */
  readonly html: string
  readonly language: string
}

export function Statement({ html, language }: StatementProps): ReactNode {
  const content = useMemo(() => ({ __html: html }), [html])
  const [root, setRoot] = useState<HTMLElement | null>(null)
  return (
    <>
      <div
        key={html}
        ref={setRoot}
        className={classes.statement}
        lang={language === 'zh' ? 'zh-Hans' : language}
        dangerouslySetInnerHTML={content}
      />
      {html.includes('data-figure-kind') && (
        <Suspense>
          <StatementFigures root={root} />
        </Suspense>
      )}
    </>
  )
}
