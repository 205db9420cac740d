import type { ReactNode } from 'react'
import type { AreaProps } from '../area.ts'
import { NewRegrade } from './new-regrade.tsx'
import { OpenedRegrade } from './opened-regrade.tsx'
import { RegradeList } from './regrade-list.tsx'

export default function RegradesPage({ course, id }: AreaProps): ReactNode {
  if (id === undefined) return <RegradeList course={course} />
  if (id === 'new') return <NewRegrade course={course} />
  return <OpenedRegrade course={course} id={id} key={id} />
}
