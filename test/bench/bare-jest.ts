/** The baseline to beat: the same cases as a Jest test file, one Jest run per submission, no sandbox at all. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Milliseconds of each of `runs` runs of Jest over the cases of `slug` with a correct solution. */
export async function bareJest(slug: string, runs: number): Promise<number[]> {
  // Inside the project, because the file imports its packages; git ignores the folder.
  await mkdir(join(root, 'practice'), { recursive: true })
  const folder = await mkdtemp(join(root, 'practice/bench-'))
  const file = join(folder, 'submission.test.ts')
  await writeFile(file, testFile(slug))
  try {
    const milliseconds: number[] = []
    for (let run = 0; run < runs; run += 1) milliseconds.push(await runJest(folder))
    return milliseconds
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function testFile(slug: string): string {
  const at = (path: string) => JSON.stringify(join(root, path))
  return `
import { expect, test } from '@jest/globals'
import { exercise } from ${at(`exercises/${slug}/exercise.ts`)}
import { runsOf } from ${at('exercises/inputs.ts')}
import { runLocally } from ${at('exercises/local.ts')}
for (const aCase of exercise.cases) {
  test(aCase.name, async () => {
    for (const inputs of runsOf(aCase, 7)) {
      const yours = await runLocally(exercise.solutions.tensor, exercise.signature, inputs)
      const expected = await runLocally(exercise.solutions.loops, exercise.signature, inputs)
      expect(yours.shape).toEqual(expected.shape)
      expected.values.forEach((value, position) => {
        expect(yours.values[position]).toBeCloseTo(value, 2)
      })
    }
  })
}
`
}

async function runJest(folder: string): Promise<number> {
  const started = performance.now()
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/jest/bin/jest.js'), '--testMatch', `${folder}/*.test.ts`],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        NODE_OPTIONS: '--experimental-vm-modules --no-node-snapshot --no-warnings',
      },
    },
  )
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`bare Jest failed with code ${code}:\n${said.slice(-2000)}`)
  return performance.now() - started
}
