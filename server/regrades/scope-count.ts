import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import type { RegradeScope, ScopeCount } from '../api/regrade.ts'
import { openRegradeOf } from './others.ts'
import { sectionsOf, submissionsIn } from './scope.ts'

interface Asked {
  readonly courseId: string
  readonly exercise: ExerciseFacts
  readonly scope: RegradeScope
}

/** What a new regrade would be about, while it is still being chosen. */
export async function countScope(
  db: Database,
  { courseId, exercise: { slug, cases }, scope }: Asked,
): Promise<ScopeCount> {
  const [meant, sections, earlier, version, open] = await Promise.all([
    submissionsIn(db, { courseId, exercise: slug, scope }),
    sectionsOf(db, courseId),
    db.submission.findMany({
      where: { assignment: { courseId, exercise: slug }, failedCase: { not: null } },
      distinct: ['failedCase'],
      orderBy: { failedCase: 'asc' },
      select: { failedCase: true },
    }),
    db.exerciseVersion.findFirst({ where: { slug, current: true }, select: { id: true } }),
    openRegradeOf(db, courseId, slug),
  ])
  // Cases of earlier versions, too: those may be what a regrade is about.
  const names = [
    ...cases.map(({ name }) => name),
    ...earlier.flatMap((one) => one.failedCase ?? []),
  ]
  return {
    submissions: meant.length,
    students: new Set(meant.map(({ userId }) => userId)).size,
    outdated: meant.filter(({ exerciseVersionId }) => exerciseVersionId !== version?.id).length,
    ...{ sections, cases: [...new Set(names)], open },
  }
}
