import { Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import classes from './account.module.css'

interface SectionProps {
  readonly title: string
  /** Beside the title on a wide page: what this is about. */
  readonly about?: ReactNode
  readonly children: ReactNode
}

/** A part of a page of settings. */
export function Section({ title, about, children }: SectionProps): ReactNode {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.about}>
        <Title order={2} size="h4" id={id} tabIndex={-1}>
          {title}
        </Title>
        {about !== undefined && <p className={classes.faint}>{about}</p>}
      </div>
      <div className={classes.form}>{children}</div>
    </section>
  )
}
