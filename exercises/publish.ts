/**
 * Publishes an exercise of this repository in a course of a running server: it is proved here first, and there
 * once more, in the sandbox.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { ZipFile } from 'yazl'
import { folderOf } from './folder.ts'
import { connect, type Edition, type Place, type WorkshopServer } from './workshop-server.ts'

interface Publishing extends Place {
  readonly key: string | undefined
  readonly reason: string
  /** Told what is being done. */
  readonly onStep: (step: string) => void
}

export type Published =
  | { readonly kind: 'published'; readonly edition: string; readonly version: string }
  /** Students had exactly these files already. */
  | { readonly kind: 'unchanged'; readonly edition: string; readonly version: string }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }
  /** The check here said why, and ended with this code. */
  | { readonly kind: 'notProvedHere'; readonly code: number }

const mostNoteCharacters = 500
const pollMilliseconds = 1_000
/** A check takes minutes; one that nobody begins for so long has no grader. */
const patienceMilliseconds = 30 * 60_000

/** Throws ServerRefusal where the server says no. */
export async function publish({ key, reason, onStep, ...place }: Publishing): Promise<Published> {
  const server = await connect(place, key)
  // What would be refused is refused before minutes of checking.
  await server.look()
  const code = await checkHere(place.slug)
  if (code !== 0) return { kind: 'notProvedHere', code }
  const files = folderOf(place.slug)
  onStep('uploading')
  const note = reason.slice(0, mostNoteCharacters)
  const uploaded = await server.upload(await zipOf(place.slug, files), note)
  const version = { edition: uploaded.id, version: uploaded.hash }
  if (uploaded.isServed) return { kind: 'unchanged', ...version }
  if (uploaded.problems.length > 0) return { kind: 'problems', problems: uploaded.problems }
  const checked = uploaded.check === 'proved' ? uploaded : await check(server, uploaded, onStep)
  // Those that show only when its declarations are known.
  const problems = [...checked.problems, ...(checked.proof?.problems ?? [])]
  if (checked.check !== 'proved' || problems.length > 0) {
    const unknown = 'The check of the server found problems that it does not tell; look there.'
    return { kind: 'problems', problems: problems.length > 0 ? problems : [unknown] }
  }
  onStep('publishing')
  await server.publish(uploaded.id, reason)
  return { kind: 'published', ...version }
}

async function check(
  server: WorkshopServer,
  { id }: Edition,
  onStep: (step: string) => void,
): Promise<Edition> {
  let edition = await server.askForCheck(id)
  for (let waited = 0; waited < patienceMilliseconds; waited += pollMilliseconds) {
    if (edition.check === 'proved' || edition.check === 'problems') return edition
    onStep(stepOf(edition))
    await sleep(pollMilliseconds)
    edition = await server.edition(id)
  }
  throw new Error(
    `the check on the server did not end in ${patienceMilliseconds / 60_000} minutes; look there whether a grader runs, then publish again`,
  )
}

function stepOf({ progress }: Edition): string {
  if (!progress) return 'waiting for a grader'
  const { step, misconceptions, of } = progress
  return `checked there: ${step}${of > 0 ? `, ${misconceptions.length} of ${of} misconceptions` : ''}`
}

/** The same files make the same bytes. */
async function zipOf(slug: string, files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile()
  const mtime = new Date(2000, 0, 1)
  for (const path of Object.keys(files).sort()) {
    zip.addBuffer(Buffer.from(files[path]!), `${slug}/${path}`, { mtime, mode: 0o100644 })
  }
  zip.end()
  return await buffer(zip.outputStream)
}

/** As `npm run check` does; its messages go to stderr. Its exit code. */
async function checkHere(slug: string): Promise<number> {
  const file = join(import.meta.dirname, 'check.ts')
  const child = spawn(process.execPath, [...process.execArgv, file, slug], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.pipe(process.stderr)
  const [code] = (await once(child, 'close')) as [number | null]
  return code ?? 2
}
