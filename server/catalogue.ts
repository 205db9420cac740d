/**
 * The exercises that this server serves: those of the repository, then those that courses have published
 * from their workshops. What another process publishes is seen within seconds, and before anybody is given
 * a text that is no longer the version in the database.
 */
import type { Logger } from 'pino'
import type { ExerciseFacts } from '../exercises/exercise.ts'
import { misconceptionsFile, stubOf } from '../exercises/files.ts'
import { filesIn } from '../grader/workshop/files.ts'
import type { Database } from '../prisma/client.ts'
import { Language } from './api/session.ts'
import { statementPage, type StatementPage } from './statement.ts'
import { factsIn } from './workshop/columns.ts'
import { pagesOf, type Pages } from './workshop/pages.ts'

export interface Catalogue {
  /** One list for as long as the server runs: it follows what is published. */
  readonly exercises: readonly ExerciseFacts[]
  /** Those of them that are no course's. */
  readonly repository: readonly ExerciseFacts[]
  /** In this language where there is such a statement, else in English. */
  statement(this: void, exercise: ExerciseFacts, language: Language): StatementPage
  stub(this: void, exercise: ExerciseFacts): string
  misconceptions(
    this: void,
    exercise: ExerciseFacts,
  ): { readonly path: string; readonly text: string }
  /** Comes back when the list is as the database is now. */
  refresh(this: void): Promise<void>
  /** The exercise in this version, which the database calls the current one; as it is where this process has no other. */
  find(this: void, slug: string, version: string | undefined): Promise<ExerciseFacts | undefined>
  close(this: void): void
}

interface CatalogueTools {
  readonly db: Database
  readonly log: Logger
  /** Those whose files are beside the server's. */
  readonly repository: readonly ExerciseFacts[]
}

/** What is kept of an edition that students have. */
interface Published {
  readonly key: string
  readonly slug: string
  readonly hash: string
  /** Null for one that cannot be served. */
  readonly exercise: ExerciseFacts | null
}

interface Texts {
  readonly pages: Pages
  readonly stub: string
  readonly misconceptions: string
}

const refreshMilliseconds = 3_000

/** Throws where a statement of the repository cannot be rendered: the start says so, not the first student. */
export async function openCatalogue({ db, log, repository }: CatalogueTools): Promise<Catalogue> {
  for (const { slug } of repository) for (const one of Language.options) statementPage(slug, one)
  const exercises: ExerciseFacts[] = [...repository]
  /** By the object, so that whoever holds an exercise finds the texts that belong to it. */
  const texts = new WeakMap<ExerciseFacts, Texts>()
  let published: readonly Published[] = []

  async function load(): Promise<void> {
    const rows = await currentEditions(db)
    const changed = rows.filter((row) => !published.some(({ key }) => key === row.key))
    if (changed.length === 0 && rows.length === published.length) return
    const read = new Map<string, Published>()
    for (const row of changed) read.set(row.key, await open(row))
    published = rows.map(({ key }) => read.get(key) ?? published.find((one) => one.key === key)!)
    const served = published.flatMap(({ exercise }) => exercise ?? [])
    exercises.splice(0, exercises.length, ...repository, ...served)
  }

  /** One that cannot be served is left out: it must not take the others with it. */
  async function open({ id, slug, hash, key }: CurrentEdition): Promise<Published> {
    const leaveOut = (reason: unknown): Published => {
      log.error({ err: reason, exercise: slug, hash }, 'a published exercise is left out')
      return { key, slug, hash, exercise: null }
    }
    if (repository.some((one) => one.slug === slug)) {
      return leaveOut('the repository has an exercise of this name')
    }
    try {
      const edition = await readEdition(db, id, slug)
      if ('problem' in edition) return leaveOut(edition.problem)
      const { exercise, ...found } = edition
      texts.set(exercise, found)
      return { key, slug, hash, exercise }
    } catch (error) {
      // Not the edition's fault: as it was, and tried again.
      const before = published.find((one) => one.slug === slug && one.hash === hash)
      return { ...(before ?? leaveOut(error)), key: '' }
    }
  }

  let last: Promise<void> = Promise.resolve()
  const refresh = () => (last = last.then(load, load))
  await refresh()
  let isRefreshing = false
  const timer = setInterval(() => {
    if (isRefreshing) return
    isRefreshing = true
    void refresh()
      .catch((error: unknown) => {
        log.warn({ err: error }, 'published exercises: the database does not answer')
      })
      .finally(() => (isRefreshing = false))
  }, refreshMilliseconds).unref()

  return {
    ...{ exercises, repository, refresh },
    statement(exercise, language) {
      const pages = texts.get(exercise)?.pages
      if (!pages) return statementPage(exercise.slug, language)
      return (pages.get(language) ?? pages.get('en')) as StatementPage
    },
    stub: (exercise) => texts.get(exercise)?.stub ?? stubOf(exercise.slug),
    misconceptions(exercise) {
      const text = texts.get(exercise)?.misconceptions
      if (text === undefined) return misconceptionsFile(exercise.slug)
      return { path: 'misconceptions.ts', text }
    },
    async find(slug, version) {
      const own = repository.find((one) => one.slug === slug)
      if (own) return own
      const here = () => published.find((one) => one.slug === slug)
      if (here()?.hash !== version) await refresh()
      return here()?.exercise ?? undefined
    },
    close() {
      clearInterval(timer)
    },
  }
}

interface CurrentEdition {
  readonly id: string
  readonly slug: string
  readonly hash: string
  /** Another one where something that is read of it may be another. */
  readonly key: string
}

async function currentEditions(db: Database): Promise<CurrentEdition[]> {
  return await db.$queryRaw<CurrentEdition[]>`
    SELECT edition."id", "slug", "hash",
      concat(edition."id", ' ', extract(epoch FROM edition."checkEndedAt")) AS "key"
    FROM "ExerciseVersion" AS version
    JOIN "Edition" AS edition USING ("slug", "hash")
    JOIN "WorkshopExercise" AS exercise USING ("slug")
    WHERE version."current" ORDER BY exercise."createdAt", "slug"`
}

type Found = Texts & { readonly exercise: ExerciseFacts }

async function readEdition(
  db: Database,
  id: string,
  slug: string,
): Promise<Found | { readonly problem: string }> {
  const edition = await db.edition.findUniqueOrThrow({
    where: { id },
    select: { facts: true, files: true },
  })
  const facts = factsIn(edition.facts, slug) ?? { problem: 'it was never checked' }
  if ('problem' in facts) return facts
  const files = filesIn(edition.files)
  const rendered = await pagesOf(files)
  if ('problem' in rendered) return rendered
  const { 'stub.ts': stub, 'misconceptions.ts': misconceptions } = files
  if (stub === undefined || misconceptions === undefined) return { problem: 'a file is missing' }
  return { ...facts, pages: rendered.pages, stub, misconceptions }
}
