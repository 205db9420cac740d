/**
 * What protects the grading, and which tests notice when it is gone. Each protection is switched off in
 * a copy of the project, and the named tests run there: a net that never catches anything is none.
 */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Alteration } from '../alter.ts'

export interface Protection {
  /** Completes "without …". */
  readonly name: string
  readonly off: readonly Alteration[]
  /** The test file that notices, and what the names of its tests that do contain. */
  readonly file: string
  readonly tests: readonly string[]
}

const calls = 'test/hostile/calls.test.ts'

export const protections: readonly Protection[] = [
  {
    name: 'the watchdog outside of the isolate',
    off: [
      {
        file: 'grader/sandbox/process.ts',
        find: '}, milliseconds)\n      const watch',
        replace: '}, 30 * milliseconds)\n      const watch',
      },
    ],
    file: calls,
    tests: ['native-loop.ts'],
  },
  {
    name: 'the fence of epochs',
    off: [
      {
        file: 'grader/queue/store.ts',
        find: 'AND "epoch" = ${epoch} AND',
        replace: 'AND "epoch" >= 0 * ${epoch} AND',
      },
    ],
    file: 'test/grader/queue/store.test.ts',
    tests: ['who lost the submission to another worker changes nothing any more'],
  },
  {
    name: 'the world that code finds in the isolate',
    off: [{ file: 'grader/sandbox/guest/main.ts', find: 'furnish(globalThis)\n', replace: '' }],
    file: calls,
    tests: ['escape clock.ts', 'memory shared-and-wasm.ts'],
  },
  {
    name: 'the seal between two calls',
    off: [
      {
        file: 'grader/sandbox/guest/main.ts',
        find: 'if (!isUntouched()) return false',
        replace: '',
      },
    ],
    file: calls,
    tests: ['state globals.ts', 'state prototypes.ts'],
  },
  {
    name: 'the check of what a child answers',
    off: [
      {
        file: 'grader/sandbox/wire.ts',
        find: 'if (start + values.byteLength > bytes.byteLength) {',
        replace: 'if (start < 0) {',
      },
      {
        file: 'grader/sandbox/wire.ts',
        find: 'if (elements > maxElements) throw',
        replace: 'if (elements < 0) throw',
      },
    ],
    file: 'test/grader/sandbox-wire.test.ts',
    tests: ['past the end'],
  },
  {
    name: 'the permissions of the child',
    off: [
      {
        file: 'grader/sandbox/layers.ts',
        find: "'--permission',",
        replace: "'--permission', '--allow-child-process',",
      },
    ],
    file: 'test/grader/sandbox.test.ts',
    tests: ['refuse everything to code that has left the isolate'],
  },
  {
    name: 'the watch on resident memory',
    off: [
      {
        file: 'grader/sandbox/process.ts',
        find: ': setInterval(() => this.#look(growthBytes), watchMilliseconds)',
        replace: ': setInterval(() => undefined, watchMilliseconds)',
      },
    ],
    file: calls,
    tests: ['memory normalize.ts', 'memory parsing.ts'],
  },
  {
    name: 'the end of a child whose grader is gone',
    off: [
      {
        file: 'grader/sandbox/layers.ts',
        find: "'--kill-child']",
        replace: ']',
      },
      {
        file: 'grader/sandbox/layers.ts',
        find: "const dies = linux && (await works([tool('setpriv'), '--pdeathsig', 'KILL'])) === null",
        replace: 'const dies = false',
      },
      {
        file: 'grader/sandbox/child.ts',
        find: "process.stdin.on('close', die)",
        // Late enough to be noticed, and gone in the end.
        replace: "process.stdin.on('close', () => setTimeout(die, 30_000))",
      },
    ],
    file: 'test/grader/sandbox.test.ts',
    tests: ['when the grader is killed, its children die with it'],
  },
  {
    name: 'what a report keeps from its student',
    off: [
      {
        file: 'grader/disclose.ts',
        find: "if (disclosure === 'full') return result",
        replace: 'if (result.points >= 0) return result',
      },
    ],
    file: 'test/grader/disclose.test.ts',
    tests: ['a case that shows its name alone', 'hidden cases that pass'],
  },
  {
    name: 'the lock while attempts are counted',
    off: [
      {
        file: 'grader/queue/submit.ts',
        find: 'WHERE "id" = ${userId} FOR NO KEY UPDATE`',
        replace: 'WHERE "id" = ${userId}`',
      },
    ],
    file: 'test/grader/queue/queue.test.ts',
    tests: ['of fifty at once with one attempt left'],
  },
  {
    name: 'the refusal of requests from other sites',
    off: [{ file: 'server/app.ts', find: '  app.use(refuseForeignSites)\n', replace: '' }],
    file: 'test/server/session.test.ts',
    tests: ['cannot sign anybody in'],
  },
]

const root = resolve(import.meta.dirname, '../..')
const copied = [
  ...['package.json', 'tsconfig.json', 'prisma', 'server', 'exercises', 'reference', 'grader'],
  'test',
]

export interface Net {
  /** The names of those of its tests that fail without the protection. */
  caughtBy(protection: Protection): Promise<string[]>
  remove(): Promise<void>
}

/** A copy of the project in which protections can be switched off. */
export async function openNet(): Promise<Net> {
  const folder = await mkdtemp(join(tmpdir(), 'attendant-net-'))
  const built = join(root, 'server/web/built')
  for (const name of copied) {
    await cp(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => path !== built,
    })
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  return {
    async caughtBy({ off, file, tests }) {
      for (const one of off) await alter(join(folder, one.file), one.find, one.replace)
      try {
        return await failing(folder, file, tests)
      } finally {
        for (const one of off) await cp(join(root, one.file), join(folder, one.file))
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function alter(path: string, find: string, replace: string): Promise<void> {
  const pieces = (await readFile(path, 'utf8')).split(find)
  if (pieces.length !== 2) {
    throw new Error(`${path} holds "${find}" ${pieces.length - 1} times, not once`)
  }
  await writeFile(path, pieces.join(replace))
}

const Results = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

/** Which of the tests fail in `folder`. Throws when the file cannot run. */
async function failing(folder: string, file: string, tests: readonly string[]): Promise<string[]> {
  const results = join(folder, 'results.json')
  const names = tests.map((name) => name.replace(/[^\w ]/g, '\\$&')).join('|')
  await new Promise<void>((settle) => {
    execFile(
      process.execPath,
      [
        join(root, 'node_modules/jest/bin/jest.js'),
        ...['--json', '--outputFile', results, '--forceExit'],
        ...['--testNamePattern', names, '--runTestsByPath', file],
      ],
      {
        cwd: folder,
        env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-node-snapshot' },
        maxBuffer: 2 ** 26,
      },
      // Jest ends with 1 when tests fail, as they should.
      () => settle(),
    )
  })
  const [one] = Results.parse(JSON.parse(await readFile(results, 'utf8'))).testResults
  if (!one || one.assertionResults.length === 0) {
    throw new Error(`${file} did not run: ${one?.message ?? 'nothing is known'}`)
  }
  return one.assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => fullName)
}
