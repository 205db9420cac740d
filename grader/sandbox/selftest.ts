/**
 * A handful of hostile programs that a grader runs against its own sandbox before it takes jobs:
 * what protects on one machine may do nothing on another.
 */
import {
  SandboxFault,
  type Limits,
  type Outcome,
  type Program,
  type SandboxPool,
} from './outcome.ts'

const limits: Limits = {
  // Long, for a busy machine; short where the attack is to run until it is stopped.
  milliseconds: 10_000,
  megabytes: 64,
  elements: 1000,
  consoleCharacters: 100,
}

interface Attack {
  readonly name: string
  /** The body of a function of one number, which returns a number. */
  readonly body: string
  /** How each of its calls must end: an outcome, or the number that an honest program would return. */
  readonly calls: readonly (Outcome['kind'] | number)[]
  /** Shorter for what runs until it is stopped. */
  readonly milliseconds?: number
}

const attacks: readonly Attack[] = [
  { name: 'an honest program', body: 'return 2 * x', calls: [2, 4, 6] },
  { name: 'an endless loop', body: 'for (;;) {}', calls: ['timedOut'], milliseconds: 200 },
  {
    name: 'an endless loop in native code',
    body: 'return new Array(2 ** 32 - 1).indexOf(1)',
    calls: ['timedOut'],
    milliseconds: 200,
  },
  {
    name: 'an error whose message never ends',
    body: 'throw Object.defineProperty(new Error(), "message", { get() { for (;;) {} } })',
    calls: ['timedOut'],
    milliseconds: 200,
  },
  {
    name: 'memory without end',
    body: 'const kept = []; for (;;) kept.push(new Uint8Array(2 ** 20).fill(1))',
    calls: ['outOfMemory'],
  },
  {
    name: 'a way to the process',
    body: 'return this.constructor.constructor("return process")().pid',
    calls: ['threw'],
  },
  {
    name: 'state kept for the next call',
    body: 'Array.prototype.count = ([].count ?? 0) + 1; return [].count',
    calls: [1, 1, 1],
  },
  {
    name: 'built-ins that lie',
    body: 'JSON.stringify = () => "{}"; Object.is = () => true; Float64Array = Array; return x',
    calls: [1, 2],
  },
]

/** Throws SandboxFault with the names of what got through; returns when nothing did. */
export async function selfTest(pool: SandboxPool): Promise<void> {
  const [escaped, ...results] = await Promise.all([
    pool.afterEscape(),
    ...attacks.map((attack) => attempt(pool, attack)),
  ])
  const through = [...escaped.map((what) => `after an escape: ${what}`), ...results.flat()]
  if (through.length > 0) {
    throw new SandboxFault(
      `the sandbox does not hold on this machine, so no submission is graded: ${through.join('; ')}`,
    )
  }
}

async function attempt(
  pool: SandboxPool,
  { name, body, calls, milliseconds }: Attack,
): Promise<string[]> {
  const sandbox = await pool.open(programOf(body), {
    ...limits,
    milliseconds: milliseconds ?? limits.milliseconds,
  })
  try {
    for (const [position, due] of calls.entries()) {
      const outcome = await sandbox.call([position + 1], position)
      const seen = outcome.kind === 'returned' ? outcome.value : outcome.kind
      if (seen !== due)
        return [`${name}: call ${position + 1} gave ${JSON.stringify(seen)}, not ${due}`]
    }
    return []
  } finally {
    sandbox.close()
  }
}

function programOf(body: string): Program {
  return {
    javascript: `exports.attack = function (x) { ${body} }`,
    modules: {},
    functionName: 'attack',
    parameters: [{ name: 'x', type: { kind: 'number' }, meaning: '' }],
    returns: { kind: 'number' },
    forbids: [],
    place: () => null,
  }
}
