/** The statement of an exercise: HTML that the server rendered, with figures drawn where it has their data. */
import { useMemo, type ReactNode } from 'react'
import classes from './statement.module.css'

interface StatementProps {
  /** Safe: rendered by the server from the exercise's own text. */
  readonly html: string
  readonly language: string
}

export function Statement({ html, language }: StatementProps): ReactNode {
  const content = useMemo(() => ({ __html: html }), [html])
  return (
    <div
      className={classes.statement}
      lang={language === 'zh' ? 'zh-Hans' : language}
      dangerouslySetInnerHTML={content}
    />
  )
}
