/**
 * What `npm test` runs: every check, one line for each, all of them even when one fails.
 *
 *   npm test                            everything
 *   npm test -- --only lint             one step
 *   npm test -- test/grader/compare     the Jest tests whose path matches
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { productNode, root } from '../server/install.mjs'

const modules = join(root, 'node_modules')
const scratch = mkdtempSync(join(tmpdir(), 'attendant-test-'))
const jestResult = join(scratch, 'jest.json')

const [only, patterns] =
  process.argv[2] === '--only'
    ? [process.argv[3], process.argv.slice(4)]
    : [process.argv.length > 2 ? 'jest' : undefined, process.argv.slice(2)]

/** No step takes as long; one that does hangs, and is ended so that the others are reported. */
const mostMinutes = 75

/** Each runs a script under the product's Node, in this order: what is quick to fail comes first. */
const steps = [
  { name: 'format', run: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'] },
  { name: 'types', run: ['typescript/bin/tsc', '-p', '.'] },
  { name: "page's types", run: ['typescript/bin/tsc', '-p', 'server/web'] },
  { name: 'lint', run: ['eslint/bin/eslint.js', '--config', '.config/eslint.config.js', '.'] },
  {
    name: 'imports',
    run: [
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', '.config/dependency-cruiser.cjs', '--output-type', 'err'],
      ...['prisma', 'server', 'exercises', 'reference', 'grader', 'test'],
    ],
  },
  {
    name: 'dead code',
    run: [
      'knip/bin/knip.js',
      '--config',
      '.config/knip.json',
      '--no-progress',
      '--no-config-hints',
    ],
  },
  { name: 'exercises', script: ['exercises/check.ts'] },
  {
    name: 'jest',
    run: [
      'jest/bin/jest.js',
      ...['--json', '--outputFile', jestResult, '--passWithNoTests=false'],
      // A failed test may leave a connection open, and its report must come all the same.
      ...['--forceExit', ...patterns],
    ],
    live: true,
  },
]

const chosen = steps.filter(({ name }) => only === undefined || name === only)
if (chosen.length === 0) {
  console.error(`There is no step ${only}; there are: ${steps.map(({ name }) => name).join(', ')}.`)
  process.exit(64)
}

let passed = 0
let failed = 0
for (const step of chosen) {
  const began = performance.now()
  const { code, output } = await runStep(step)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const counts = step.live
    ? jestCounts()
    : { passed: Number(code === 0), failed: Number(code !== 0) }
  passed += counts.passed
  failed += counts.failed
  if (counts.failed > 0 && output) console.log(output.trimEnd())
  console.log(`${counts.failed === 0 ? '✓' : '✗'} ${step.name}  ${seconds} s`)
}
rmSync(scratch, { recursive: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** Output is kept for the case of failure; the tests, which take longest, show theirs as it comes. */
function runStep({ run, script, live }) {
  const parameters = run ? [join(modules, run[0]), ...run.slice(1)] : script
  return new Promise((resolve) => {
    const child = spawn(productNode(), parameters, {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-node-snapshot' },
      // Jest prints its JSON on standard output as well, and its progress on standard error.
      stdio: live ? ['inherit', 'ignore', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      timeout: mostMinutes * 60_000,
      killSignal: 'SIGKILL',
    })
    let output = ''
    child.stdout?.on('data', (text) => (output += text))
    child.stderr?.on('data', (text) => (output += text))
    child.on('close', (code, signal) => {
      if (signal)
        console.error(`Ended by ${signal}; a step may take ${mostMinutes} minutes at most.`)
      resolve({ code, output })
    })
  })
}

/** A test file that does not load counts as one failed test. */
function jestCounts() {
  try {
    const result = JSON.parse(readFileSync(jestResult, 'utf8'))
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites
    return { passed: result.numPassedTests, failed: failed || Number(!result.success) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
