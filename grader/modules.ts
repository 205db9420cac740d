/** What a submission may import: the earlier exercises that its exercise builds on. */
import { modelModules } from '../exercises/files.ts'
import { exerciseOf } from '../exercises/index.ts'
import type { Database } from '../prisma/client.ts'
import { ownWork } from './queue/submit.ts'

/**
 * Sources by slug: the student's own newest file that passed, else the model solution. Also those
 * that the earlier exercises build on, since an accepted file may import them.
 */
export async function modulesFor(
  db: Database,
  userId: string,
  buildsOn: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const slugs = [...allBelow(buildsOn)]
  if (slugs.length === 0) return {}
  const accepted = await db.submission.findMany({
    where: { userId, exercise: { in: slugs }, verdict: 'passed', ...ownWork, kind: { not: 'run' } },
    orderBy: { finishedAt: 'desc' },
    distinct: ['exercise'],
    select: { exercise: true, source: true },
  })
  const own = Object.fromEntries(accepted.map(({ exercise, source }) => [exercise, source]))
  return { ...modelModules(slugs), ...own }
}

function allBelow(slugs: readonly string[], found = new Set<string>()): Set<string> {
  for (const slug of slugs) {
    if (found.has(slug)) continue
    found.add(slug)
    allBelow(exerciseOf(slug)?.buildsOn ?? [], found)
  }
  return found
}
