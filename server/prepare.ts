/**
 * Brings the database up to date before the roles start: migrations, the versions of the exercises,
 * and in demo mode the demonstration course. Ends when that is done; every start runs it.
 */
import { course } from '../exercises/index.ts'
import { exerciseVersion } from '../exercises/version.ts'
import { createClient } from '../prisma/client.ts'
import { applyMigrations, DatabaseRefused } from '../prisma/migrate.ts'
import { registerExercises, seedDemo } from '../prisma/seed.ts'
import { readRoleSettings } from './config.ts'

const { databaseUrl, demo } = readRoleSettings()

try {
  await applyMigrations(databaseUrl)
  const db = createClient(databaseUrl, 2)
  const slugs = course.map(({ slug }) => slug)
  await registerExercises(
    db,
    slugs.map((slug) => ({ slug, hash: exerciseVersion(slug) })),
  )
  if (demo) await seedDemo(db, slugs)
  await db.$disconnect()
} catch (error) {
  if (!(error instanceof DatabaseRefused)) throw error
  console.error(`${error.message}.`)
  process.exitCode = 78
}
