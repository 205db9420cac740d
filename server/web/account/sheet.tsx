/** The frame of the short pages: one heading and one thing to do. */
import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageTitle } from '../components/page-title.tsx'
import classes from './account.module.css'

interface SheetProps {
  readonly title: string
  /** Under the title, before the sheet. */
  readonly lead?: ReactNode
  readonly children: ReactNode
}

export function Sheet({ title, lead, children }: SheetProps): ReactNode {
  return (
    <div className={classes.page}>
      <PageTitle>{title}</PageTitle>
      <Title order={1} size="h2">
        {title}
      </Title>
      {lead}
      <div className={classes.sheet}>{children}</div>
    </div>
  )
}
