/**
 * A thread of its own that renders the statements it is given and ends. Anybody may have written them, so
 * whoever starts it decides how long it takes and how much memory it has.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { Language } from '../api/session.ts'
import { renderStatement, type StatementPage } from '../statement.ts'

const Texts = z.array(z.object({ file: z.string(), language: Language, markdown: z.string() }))
export type Rendered = { readonly pages: readonly StatementPage[] } | { readonly problem: string }

function render(): Rendered {
  try {
    const pages = Texts.parse(workerData).map(({ file, language, markdown }) => ({
      ...{ markdown, language, html: renderStatement(markdown, { file, language }) },
    }))
    return { pages }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.postMessage(render())
