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

/** Starts the engine on one database; call `free()` on the result when done. */
export async function startSchemaEngine(
  schemaPath: string,
  databaseUrl: string,
): Promise<engine.SchemaEngine> {
  loading ??= load()
  await loading
  const schema = await readFile(schemaPath, 'utf8')
  return await engine.SchemaEngine.new(
    { datamodels: [[schemaPath, schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapterFor(databaseUrl)),
  )
}

function adapterFor(databaseUrl: string): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg({ connectionString: databaseUrl, max: 2 })
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const adapter = await factory.connect()
      // The adapter's own way cuts a script at every semicolon, those inside function bodies too, and
      // leaves half a migration behind when one fails. PostgreSQL runs a script as one transaction.
      adapter.executeScript = async (script) => {
        await adapter.underlyingDriver().query(script)
      }
      return adapter
    },
    connectToShadowDb: () => Promise.reject(new Error('no scratch database is used')),
  }
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
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engine })
  ;(engine as unknown as Glue).__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}
