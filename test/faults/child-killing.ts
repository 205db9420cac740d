/** Kills the sandboxes of a grader at random moments while it grades right and wrong files. */
import { setTimeout as sleep } from 'node:timers/promises'
import { random } from '../../exercises/random.ts'
import { right, wrong, type Grader, type Graders } from './graders.ts'
import { childrenOf, kill } from './sandboxes.ts'

interface Killed {
  readonly kills: number
  /** How many of them met a submission that was being graded. */
  readonly hits: number
  /** What ended otherwise than it would have without. */
  readonly wrongs: string[]
}

const mostMilliseconds = 400

/** One killing for each submission: of one child, or, every third time, of all at once. */
export async function killChildren(
  { handIn, until, ended, now }: Graders,
  grader: Grader,
  { kills, seed }: { kills: number; seed: number },
  onKill: (number: number) => void = () => undefined,
): Promise<Killed> {
  const chance = random(seed)
  const killed = { kills: 0, hits: 0, wrongs: [] as string[] }
  while (killed.kills < kills) {
    const source = killed.kills % 2 === 0 ? right : wrong
    const { id } = await handIn({ source })
    await until(id, ({ epoch }) => epoch > 0)
    await sleep(chance.integer(0, mostMilliseconds))
    const children = childrenOf(grader.pid)
    const one = children[chance.integer(0, 99) % children.length]
    const chosen = killed.kills % 3 === 2 || !one ? children : [one]
    const at = await now()
    for (const { pid } of chosen) kill(pid)
    killed.kills += 1
    onKill(killed.kills)
    const row = await ended(id)
    if (Number(row.finishedAt) > Number(at)) killed.hits += 1
    const wanted = source === right ? 'passed' : 'wrongAnswer'
    if (row.verdict !== wanted) killed.wrongs.push(`${killed.kills}: ${row.verdict}, not ${wanted}`)
  }
  return killed
}
