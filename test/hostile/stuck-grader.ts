/** A grader with a child that is stuck in native code, to be killed by a test. Says where its sandbox lies. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '../../grader/sandbox/pool.ts'

const folder = mkdtempSync(join(tmpdir(), 'attendant-stuck-'))
const pool = await createPool({ size: 1, folder })
const sandbox = await pool.open(
  {
    javascript: 'exports.solve = () => new Array(2 ** 32 - 1).indexOf(1)',
    modules: {},
    functionName: 'solve',
    parameters: [],
    returns: { kind: 'number' },
    forbids: [],
    place: () => null,
  },
  { milliseconds: 20_000, megabytes: 64, elements: 1, consoleCharacters: 1 },
)
void sandbox.call([], 1)
setTimeout(() => process.stdout.write(folder), 300)
