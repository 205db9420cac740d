import { Table, type TableProps } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './wide-table.module.css'

interface WideTableProps extends Omit<TableProps, 'miw'> {
  /** Its name, for those who do not see what stands above it. */
  readonly label: string
  /** The smallest width at which it can be read, in rem; with less room it scrolls in its own box. */
  readonly width: number
}

/** A table of staff, which the keyboard can scroll, too. */
export function WideTable({ label, width, ...props }: WideTableProps): ReactNode {
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={label}>
      <Table verticalSpacing="xs" {...props} miw={`${width}rem`} />
    </div>
  )
}
