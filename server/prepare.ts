/**
 * Brings the database up to date before the roles start: migrations, the versions of the exercises,
 * and in demo mode the demonstration course. Elsewhere, while there is nobody, it tells the operator
 * a link for the first account. Ends when that is done; every start runs it.
 */
import { course } from '../exercises/index.ts'
import { exerciseVersion } from '../exercises/version.ts'
import { createClient } from '../prisma/client.ts'
import { inviteFirstPerson } from '../prisma/first-person.ts'
import { applyMigrations, DatabaseRefused } from '../prisma/migrate.ts'
import { registerExercises, seedDemo } from '../prisma/seed.ts'
import { readRoleSettings } from './config.ts'
import { newToken } from './tokens.ts'

const { databaseUrl, demo, courseTitle, url } = readRoleSettings()

try {
  await applyMigrations(databaseUrl)
  const db = createClient(databaseUrl, 2)
  const slugs = course.map(({ slug }) => slug)
  await registerExercises(
    db,
    slugs.map((slug) => ({ slug, hash: exerciseVersion(slug) })),
  )
  const { token, hash } = newToken()
  const lines: string[] = []
  if (demo) {
    await seedDemo(db, slugs, Intl.DateTimeFormat().resolvedOptions().timeZone)
  } else {
    const wanted = { tokenHash: hash, title: courseTitle, exercises: slugs }
    const isNeeded = await inviteFirstPerson(db, wanted)
    if (isNeeded) lines.push(`make your account at ${new URL(url).origin}/join/${token}`)
  }
  await db.$disconnect()
  process.send?.({ ready: true, lines })
} catch (error) {
  if (!(error instanceof DatabaseRefused)) throw error
  console.error(`${error.message}.`)
  process.exitCode = 78
}
