/** `npm run check`: proves every exercise of the course, or those named. */
import { Command, CommanderError } from 'commander'
import ora from 'ora'
import { createPool } from '../grader/sandbox/pool.ts'
import { startEngine, type Engine } from '../reference/engine/engine.ts'
import type { Exercise } from './exercise.ts'
import { formattingProblems } from './proof/formatting.ts'
import { placeholderProblems } from './proof/placeholders.ts'
import { course, exerciseOf } from './index.ts'
import { killMatrix } from './proof/kill-matrix.ts'
import { prove, proofSeeds, sandboxes, type Proof } from './proof/proof.ts'
import { nameProblems, provableOf } from './proof/provable.ts'

const exit = { proved: 0, problems: 1, checkFailed: 2, badUsage: 64 } as const

interface Options {
  readonly json?: true
  readonly backend: readonly string[]
}

const command = new Command('npm run check --')
  .description(
    'Proves exercises: the stub is recognised, correct solutions pass on every engine, every known ' +
      'wrong solution fails by 100 times the tolerance or more and is named as itself. ' +
      'Exits with 1 when an exercise has a problem, with 2 when the check itself failed.',
  )
  .argument('[exercise...]', 'slugs; without any, the whole course')
  .option('--json', 'print the proofs as JSON')
  .option(
    '--backend <name...>',
    'engines to compare: tensorflow, webgpu, wasm, cpu; the first gives the expected values',
    ['wasm', 'cpu'],
  )
  .exitOverride()
  .showHelpAfterError('(--help shows how to use it)')

process.exitCode = await main(process.argv.slice(2))

async function main(parameters: readonly string[]): Promise<number> {
  let exercises: readonly Exercise[]
  try {
    command.parse(parameters, { from: 'user' })
    exercises = command.args.length === 0 ? course : command.args.map(findExercise)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exit.proved : exit.badUsage
  }
  const { json, backend } = command.opts<Options>()
  const spinner = ora({ isSilent: !process.stderr.isTTY || json === true })
  const pool = await createPool({ size: sandboxes })
  const engines: Engine[] = []
  try {
    for (const name of backend) engines.push(await startEngine(name as Engine['info']['backend']))
    const proofs: Proof[] = []
    for (const [position, exercise] of exercises.entries()) {
      const label = `${position + 1} of ${exercises.length} · ${exercise.slug}`
      spinner.start(label)
      const provable = provableOf(exercise, engines as [Engine, ...Engine[]])
      const proof = await prove(provable, pool, {
        onStep(step) {
          spinner.text = `${label}: ${step}`
        },
      })
      const problems = [
        ...nameProblems(exercise),
        ...placeholderProblems(exercise.slug),
        ...proof.problems,
        ...(await formattingProblems(exercise.slug)),
      ]
      proofs.push({ ...proof, problems })
      spinner.stop()
      if (!json) process.stdout.write(`${killMatrix({ ...proof, problems })}\n\n`)
    }
    process.stdout.write(json ? `${asJson(proofs)}\n` : summary(proofs))
    return proofs.some(({ problems }) => problems.length > 0) ? exit.problems : exit.proved
  } catch (error) {
    spinner.stop()
    process.stderr.write(
      `The check itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    return exit.checkFailed
  } finally {
    for (const engine of engines) engine.close()
    await pool.close()
  }
}

function findExercise(slug: string): Exercise {
  const exercise = exerciseOf(slug)
  if (exercise) return exercise
  return command.error(
    `There is no exercise "${slug}"; choose from: ${course.map((one) => one.slug).join(', ')}.`,
  )
}

function summary(proofs: readonly Proof[]): string {
  const misconceptions = proofs.flatMap((proof) => proof.misconceptions)
  const problems = proofs.reduce((sum, proof) => sum + proof.problems.length, 0)
  return (
    `${proofs.length} exercises, ${misconceptions.length} misconceptions: ` +
    `${misconceptions.filter((one) => one.caught).length} caught, ` +
    `${misconceptions.filter((one) => one.namedAs === one.id).length} named; ` +
    `seeds ${proofSeeds.join(', ')}; ${problems === 0 ? 'no problems' : `${problems} problems`}\n`
  )
}

/** Infinity has no JSON: it becomes the string "Infinity". */
function asJson(proofs: readonly Proof[]): string {
  return JSON.stringify(
    proofs,
    (_key, value: unknown) => (value === Infinity ? 'Infinity' : value),
    2,
  )
}
