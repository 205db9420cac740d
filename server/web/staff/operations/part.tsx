import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { WideTable } from '../wide-table.tsx'
import classes from './operations.module.css'

interface PartProps {
  readonly title: string
  readonly about?: string
  readonly children: ReactNode
}

/** A table under its name; it scrolls inside its own box. */
export function Part({ title, about, children }: PartProps): ReactNode {
  return (
    <section className={classes.part}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {about !== undefined && <p className={classes.faint}>{about}</p>}
      <WideTable label={title} width={60}>
        {children}
      </WideTable>
    </section>
  )
}
