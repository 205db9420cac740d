/** Who may import whom. Reading order follows the arrows: reference, exercises, grader, server. */

/** What turns two tensors into a finding, a diagnosis and words: pure functions, usable anywhere. */
const comparing =
  '^grader/(compare|diagnose|explain|patterns|axes|packed|pairs|tolerance|english)([./]|$)'

/** Files that run an exercise through the real pipeline to prove it. */
const proving = '^exercises/(check\\.ts$|proof/)'

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid('no-cycles', 'Two files that import each other are one file.', {}, { circular: true }),
    forbid(
      'no-orphans',
      'Nothing imports this file and it imports nothing: it is dead.',
      {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '^exercises/[^/]+/stub\\.ts$',
          '^server/web/public/',
          '^server/processes/tether\\.ts$',
          '^grader/(sandbox|workshop)/guest/',
        ],
      },
      {},
    ),
    forbid(
      'resolvable',
      'The import leads nowhere.',
      {},
      // The build of the page makes the virtual ones.
      { couldNotResolve: true, pathNot: '^virtual:' },
    ),
    forbid(
      'nothing-imports-test',
      'Tests see the product, never the reverse.',
      { pathNot: '^test/' },
      { path: '^test/' },
    ),
    forbid(
      'no-tools-in-the-product',
      'What only tests and checks need is not installed where Attendant runs.',
      {
        path: '^(server|grader|reference|exercises|prisma)/',
        pathNot: ['^grader/practice/', '^exercises/proof/formatting\\.ts$'],
      },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'start-needs-nothing',
      'It runs before anything is installed.',
      { path: '^server/(start|install)\\.mjs$' },
      { dependencyTypesNot: ['core'], pathNot: '^server/install\\.mjs$' },
    ),
    forbid(
      'reference-stands-alone',
      'A reference is mathematics; only its process knows the queue and the database.',
      { path: '^reference/', pathNot: '^reference/(worker|outputs)\\.ts$' },
      { path: '^(exercises|grader|server|prisma)/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'exercises-know-the-reference',
      'An exercise is graded, it does not grade.',
      { path: '^exercises/', pathNot: proving },
      { path: '^(grader|server|prisma)/' },
    ),
    forbid(
      'proof-through-the-pipeline',
      'The proof of an exercise grades; it needs neither server nor database.',
      { path: proving },
      { path: '^(server|prisma)/' },
    ),
    forbid(
      'report-is-a-contract',
      'Everybody reads the report; it depends on nothing of ours.',
      { path: '^grader/report\\.ts$' },
      { path: '^(exercises|grader|reference|server|prisma)/' },
    ),
    forbid(
      'comparing-is-pure',
      'Comparing, diagnosing and explaining work on values and reports alone.',
      { path: comparing },
      {
        path: '^(exercises|grader|reference|server|prisma)/',
        pathNot: [comparing, '^grader/report\\.ts$', '^reference/value\\.ts$'],
      },
    ),
    forbid(
      'grader-without-server',
      'The grader runs on machines without one.',
      { path: '^(grader|prisma)/' },
      { path: '^server/' },
    ),
    forbid(
      'server-never-runs-students-code',
      'Sandbox, compiler and pipeline belong to the grader.',
      { path: '^server/' },
      {
        path: '^grader/(sandbox/|(compile|grade|worker)\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'web-shares-words-only',
      'The page shares the words of the report with the grader, figures with exercises, and how a score is made with the server; the rest are types.',
      { path: '^server/web/' },
      {
        path: '^(exercises|grader|reference|server|prisma)/',
        pathNot: [
          '^server/web/',
          '^grader/explain\\.ts$',
          '^exercises/figures\\.ts$',
          '^server/scores\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: [
        '^prisma/generated/',
        '^server/web/built/',
        '^test/(hostile/(calls|corpus)|fixtures)/',
      ],
    },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
}
