/**
 * Builds the page into server/web/built, each file also compressed, so that the server only sends
 * what is there. `npm start` runs this when the page's sources have changed.
 *
 *   node server/build-page.ts           builds
 *   node server/build-page.ts --watch   serves it while somebody works on it, with the API of a
 *                                       running Attendant behind it
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build, createServer, type InlineConfig } from 'vite'
import { readSettings } from './config.ts'
import { tensorflowTypes } from './tensorflow-types.ts'

const page = join(import.meta.dirname, 'web')
const built = join(page, 'built')
/** Pictures and fonts are compressed already. */
const compressible = /\.(js|css|svg|json|ttf)$/
/** Above this size the best compression takes seconds for little. */
const largeBytes = 1024 * 1024

const config: InlineConfig = {
  configFile: false,
  root: page,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic' } },
  plugins: [tensorflowTypes()],
  build: {
    outDir: built,
    emptyOutDir: true,
    target: 'es2023',
    // Fonts and pictures come from the server's own address, never from inside a style sheet.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 10_000,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
}

if (process.argv[2] === '--watch') await watch()
else await buildCompressed()

async function buildCompressed(): Promise<void> {
  await build(config)
  const files = await readdir(built, { recursive: true })
  await Promise.all(files.filter((file) => compressible.test(file)).map(compress))
}

async function compress(file: string): Promise<void> {
  const path = join(built, file)
  const content = await readFile(path)
  const quality = content.length > largeBytes ? 6 : 11
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality }
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }))
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
}

async function watch(): Promise<void> {
  const { url } = readSettings()
  const server = await createServer({
    ...config,
    logLevel: 'info',
    server: { proxy: { '/api': url } },
  })
  await server.listen()
  server.printUrls()
}
