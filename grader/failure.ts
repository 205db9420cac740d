/** What a call that did not return a usable value means for the student. */
import type { Finding, Verdict } from './report.ts'
import type { Limits, Outcome } from './sandbox/outcome.ts'

export interface Failure {
  readonly verdict: Verdict
  readonly finding: Finding
}

export function failureOf(
  outcome: Exclude<Outcome, { kind: 'returned' }>,
  functionName: string,
  limits: Limits,
): Failure {
  switch (outcome.kind) {
    case 'misfit': {
      const { path, ...misfit } = outcome.misfit
      return { verdict: 'badOutput', finding: { kind: 'type', path: [...path], ...misfit } }
    }
    case 'wrongDtype': {
      const { path, expected, found } = outcome
      return { verdict: 'badOutput', finding: { kind: 'dtype', path: [...path], expected, found } }
    }
    case 'threw': {
      const { name, message, place } = outcome
      return {
        verdict: 'runtimeError',
        finding: { kind: 'threw', name, message, place, while: outcome.while },
      }
    }
    case 'notImplemented':
      return { verdict: 'notImplemented', finding: { kind: 'notImplemented' } }
    case 'forbidden': {
      const { operation, place } = outcome
      return { verdict: 'runtimeError', finding: { kind: 'forbiddenOperation', operation, place } }
    }
    case 'missingExport':
      return {
        verdict: 'compileError',
        finding: {
          kind: 'missingExport',
          wanted: functionName,
          found: [...outcome.found],
          foundType: outcome.foundType,
        },
      }
    case 'timedOut':
      return {
        verdict: 'timeLimit',
        finding: {
          kind: 'timeLimit',
          limitMilliseconds: limits.milliseconds,
          while: outcome.while,
        },
      }
    case 'outOfMemory':
      return {
        verdict: 'memoryLimit',
        finding: { kind: 'memoryLimit', limitMegabytes: limits.megabytes },
      }
    case 'tooMuchOutput':
      return {
        verdict: 'outputLimit',
        finding: {
          kind: 'outputLimit',
          limit: limits.elements,
          unit: 'elements',
          what: outcome.what,
        },
      }
    case 'crashed':
      return {
        verdict: 'sandboxCrash',
        finding: { kind: 'sandboxCrash', signal: outcome.signal },
      }
  }
}
