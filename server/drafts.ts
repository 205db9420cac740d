/**
 * What students are typing. A draft that was started over stays as an empty one, so that its revisions
 * go on counting: a tab that still shows an earlier text can never take a newer one for its own.
 */
import type { Database } from '../prisma/client.ts'
import type { Draft, DraftSave } from './api/draft.ts'

interface DraftOf {
  readonly userId: string
  readonly exercise: string
}

const draftFields = {
  source: true,
  revision: true,
  exerciseVersion: true,
  updatedAt: true,
} as const

/** The draft; null where there is none, or it was started over. */
export async function readDraft(db: Database, of: DraftOf): Promise<Draft | null> {
  const draft = await db.draft.findUnique({
    where: { userId_exercise: of },
    select: draftFields,
  })
  return draft && draft.source !== '' ? draft : null
}

/** Saves what was made from the revision that is kept, in one statement: of two at once, one wins. */
export async function saveDraft(
  db: Database,
  { userId, exercise }: DraftOf,
  { source, revision, exerciseVersion }: DraftSave,
): Promise<{ kind: 'saved' | 'conflict'; draft: Draft }> {
  const [saved] = await db.$queryRaw<Draft[]>`
    INSERT INTO "Draft" AS kept
      ("userId", "exercise", "source", "revision", "exerciseVersion", "updatedAt")
    VALUES (${userId}, ${exercise}, ${source}, 1, ${exerciseVersion}, now())
    ON CONFLICT ("userId", "exercise") DO UPDATE SET
      "source" = excluded."source",
      "revision" = kept."revision" + 1,
      "exerciseVersion" = excluded."exerciseVersion",
      "updatedAt" = excluded."updatedAt"
    WHERE kept."revision" = ${revision}::bigint OR kept."source" = ''
    RETURNING "source", "revision", "exerciseVersion", "updatedAt"`
  if (saved) return { kind: 'saved', draft: saved }
  const draft = await db.draft.findUniqueOrThrow({
    where: { userId_exercise: { userId, exercise } },
    select: draftFields,
  })
  return { kind: 'conflict', draft }
}

/** Starts over: the draft is gone. */
export async function discardDraft(db: Database, of: DraftOf): Promise<void> {
  await db.draft.updateMany({
    where: of,
    data: { source: '', revision: { increment: 1 }, updatedAt: new Date() },
  })
}
