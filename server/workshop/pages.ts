/**
 * The statements of an edition as pages. What cannot be rendered is a problem for their author; what would
 * take for ever, or fill memory, is one too.
 */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { LRUCache } from 'lru-cache'
import { Language } from '../api/session.ts'
import type { StatementPage } from '../statement.ts'
import type { ExerciseFiles } from './folder.ts'
import type { Rendered } from './render-statements.ts'

/** Of a processor, so that a busy machine makes no problem of an honest statement. */
const mostSeconds = 3
const lookMilliseconds = 200
/** After so long the machine is to blame. */
const patienceMilliseconds = 60_000
const mostMegabytes = 192
const mostStatementBytes = 64 * 1024
const mostPageCharacters = 2 * 1024 * 1024
const mostProblemCharacters = 600

/** Those that have a file, by language; English is always there. */
export type Pages = ReadonlyMap<Language, StatementPage>

const known = new LRUCache<string, Promise<{ pages: Pages } | { problem: string }>>({ max: 32 })

/** Renders all statements among these files. The same texts are rendered once. */
export async function pagesOf(
  files: ExerciseFiles,
): Promise<{ readonly pages: Pages } | { readonly problem: string }> {
  const texts = Language.options.flatMap((language) => {
    const file = `statement${language === 'en' ? '' : `.${language}`}.md`
    const markdown = files[file]
    return markdown === undefined ? [] : [{ file, language, markdown }]
  })
  if (texts[0]?.language !== 'en') return { problem: 'statement.md is missing. Add it.' }
  const key = createHash('sha256').update(JSON.stringify(texts)).digest('hex')
  const rendering = known.get(key) ?? rendered(texts)
  known.set(key, rendering)
  try {
    return await rendering
  } catch (error) {
    // That a thread could not be had says nothing about the texts.
    known.delete(key)
    throw error
  }
}

interface Text {
  readonly file: string
  readonly language: Language
  readonly markdown: string
}

async function rendered(texts: readonly Text[]): Promise<{ pages: Pages } | { problem: string }> {
  const large = texts.find(({ markdown }) => Buffer.byteLength(markdown) > mostStatementBytes)
  if (large) {
    return {
      problem: `${large.file} has ${Math.ceil(Buffer.byteLength(large.markdown) / 1024)} KiB, and ${mostStatementBytes / 1024} KiB is the most for a statement. Shorten it.`,
    }
  }
  const found = await renderedApart(texts)
  if ('problem' in found) {
    const { problem } = found
    return {
      problem:
        problem.length > mostProblemCharacters
          ? `${problem.slice(0, mostProblemCharacters)}…`
          : problem,
    }
  }
  const long = texts.find((_, at) => (found.pages[at]?.html.length ?? 0) > mostPageCharacters)
  if (long) {
    return {
      problem: `${long.file} becomes a page of more than ${mostPageCharacters / 1024 / 1024} MiB. Use fewer formulas, or shorten it.`,
    }
  }
  return { pages: new Map(found.pages.map((page) => [page.language, page])) }
}

const tooMuch = `The statement could not be rendered in ${mostSeconds} seconds and ${mostMegabytes} MiB of memory. Shorten its formulas, and leave out macros that repeat themselves.`

async function renderedApart(texts: readonly Text[]): Promise<Rendered> {
  const thread = new Worker(new URL('./render-statements.ts', import.meta.url), {
    workerData: texts,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  })
  const impatience = new AbortController()
  try {
    return await Promise.race([answerOf(thread), limitOf(thread, impatience.signal)])
  } finally {
    impatience.abort()
    await thread.terminate()
  }
}

async function answerOf(thread: Worker): Promise<Rendered> {
  return await new Promise<Rendered>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ problem: tooMuch })
      else reject(error)
    })
  })
}

/** Ends when the thread has used up its time; when it is not needed any more, never. */
async function limitOf(thread: Worker, signal: AbortSignal): Promise<Rendered> {
  for (let waited = 0; waited < patienceMilliseconds; waited += lookMilliseconds) {
    await sleep(lookMilliseconds, undefined, { signal })
    // A thread that has just ended cannot tell; its answer is on the way.
    const used = await thread.cpuUsage().catch(() => ({ user: 0, system: 0 }))
    if (used.user + used.system > mostSeconds * 1e6) return { problem: tooMuch }
  }
  throw new Error('a statement was not rendered in a minute; the machine is too busy')
}
