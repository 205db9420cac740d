/**
 * Prisma's schema engine as WebAssembly: the same engine as `prisma migrate`, without a binary to
 * download. It keeps the ordinary `_prisma_migrations` table, so an operator's own
 * `prisma migrate deploy` goes on from there.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

/** Hands an engine that is connected to one database to `use`, and disconnects it afterwards. */
export async function withSchemaEngine<T>(
  schemaPath: string,
  databaseUrl: string,
  use: (schemaEngine: engine.SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= load()
  await loading
  const datamodels: [string, string][] = [[schemaPath, await readFile(schemaPath, 'utf8')]]
  const adapter = await connect(databaseUrl)
  const adapters: SqlMigrationAwareDriverAdapterFactory = {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: () => Promise.resolve(adapter),
    connectToShadowDb: () => Promise.reject(new Error('no scratch database is used')),
  }
  try {
    const schemaEngine = await engine.SchemaEngine.new(
      { datamodels },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(adapters),
    )
    try {
      return await use(schemaEngine)
    } finally {
      schemaEngine.free()
    }
  } finally {
    // The engine does not: its connection would stay, with the engine's lock on migrations.
    await adapter.underlyingDriver().end()
  }
}

async function connect(databaseUrl: string) {
  const adapter = await new PrismaPg({ connectionString: databaseUrl, max: 2 }).connect()
  // The adapter's own way cuts a script at every semicolon, those inside function bodies too, and
  // leaves half a migration behind when one fails. PostgreSQL runs a script as one transaction.
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script)
  }
  return adapter
}

// The types of the web's WebAssembly, as far as they are used here: Node's own types leave them out.
interface Glue {
  __wbg_set_wasm(exports: unknown): void
}
interface Instance {
  readonly exports: { __wbindgen_start(): void }
}
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ readonly instance: Instance }>
}

let loading: Promise<void> | undefined

async function load(): Promise<void> {
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(join(glue, '..', 'schema_engine_bg.wasm'))
  const imports = Object.fromEntries(
    Object.entries<unknown>(engine).map(([name, import_]) =>
      // The engine leaves its time limits running: they must not keep the process alive.
      name.startsWith('__wbg_setTimeout_') ? [name, startUnawaitedTimer] : [name, import_],
    ),
  )
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports })
  ;(engine as unknown as Glue).__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

function startUnawaitedTimer(callback: () => void, milliseconds: number): NodeJS.Timeout {
  return setTimeout(callback, milliseconds).unref()
}
