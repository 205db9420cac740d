/** English for findings: what is wrong, in one or two sentences. Never who is to blame, never the fix. */
import { digitsFor, shapeText } from '../digits.ts'
import { inertLine } from '../inert.ts'
import type { Finding } from '../../report.ts'
import { capital, listed, placeAlong, withArticle } from './places.ts'

/** `subject` is what the exercise is called, for a file that has nothing else to name. */
export function findingSentence(finding: Finding, subject: string): string {
  return sentences[finding.kind](finding as never, subject)
}

/** "Your output"; for a part of it, "`layers[0].weights` in your output". */
function partOf(path: readonly (string | number)[]): string {
  const name = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
  return name ? `\`${name}\` in your output` : 'Your output'
}

const sentences: {
  readonly [K in Finding['kind']]: (
    finding: Extract<Finding, { kind: K }>,
    subject: string,
  ) => string
} = {
  syntax: ({ message }) => `Your code could not be read: ${sentence(message)} Nothing was run.`,
  import: ({ module, allowed }) =>
    `"${inertLine(module)}" cannot be imported here. ` +
    (allowed.length === 0
      ? 'This exercise needs no imports.'
      : `What may be imported: ${listed(allowed)}.`),
  missingExport: ({ wanted, found, foundType }) => {
    if (foundType !== null) {
      return `Your file exports ${wanted}, but it is ${withArticle(inertLine(foundType))}; a function is wanted.`
    }
    const names = found.map((name) => inertLine(name, 60))
    if (names.length === 0) return `Your file exports nothing. Wanted: export function ${wanted}(…)`
    const missing = `Your file exports no function called ${wanted}. Found: ${listed(names, 8)}.`
    const almost = names.find((name) => name.toLowerCase() === wanted.toLowerCase())
    if (almost) return `${missing} Is it ${almost}? Capital letters count.`
    return names.includes('default')
      ? `${missing} Leave out the word default, so that the function is exported by its name.`
      : missing
  },
  source: ({ problem }) =>
    ({
      tooLarge: 'Your file is larger than 256 KB, the most that can be handed in.',
      tooDeep:
        'Your code is nested too deeply to be read: somewhere thousands of brackets stand inside each other.',
      notUtf8: 'Your file is not UTF-8 text. Save it with the encoding UTF-8 and hand it in again.',
    })[problem],
  notImplemented: (_, subject) =>
    `${subject} still has its stub: nothing is wrong yet. Replace the line that throws with your own code; a first try may be simple.`,
  timeLimit: (finding) =>
    finding.while === 'loading'
      ? `Stopped after ${seconds(finding.limitMilliseconds)} (the limit) while your file was loaded, before any case was called.`
      : `Stopped after ${seconds(finding.limitMilliseconds)} (the limit).`,
  memoryLimit: ({ limitMegabytes }) =>
    `Stopped: your code needed more than ${limitMegabytes} MB of memory (the limit).`,
  outputLimit: ({ what, limit, unit }) =>
    what === 'error'
      ? 'Your code threw an error that is too long to be read back.'
      : `Your output holds more than ${limit.toLocaleString('en')} ${unit}, the most that is read back.`,
  sandboxCrash: ({ signal }) =>
    `The process that ran your code died${signal ? ` (${signal})` : ''}, twice. Recursion without an end, or an enormous array, can do that.`,
  threw: ({ name, message, while: when }) => {
    const what = name === 'Error' ? '' : ` ${inertLine(name, 60)}`
    const started = when === 'loading' ? 'Your file threw' : 'Your code threw'
    const loading = when === 'loading' ? ' while it was loaded, before any case was called' : ''
    return message === null
      ? `${started}${what || ' an error'}${loading}. Its message stays hidden, as the inputs of this case do.`
      : `${started}${what}${loading}: ${inertLine(message) || '(no message)'}`
  },
  forbiddenOperation: ({ operation }) =>
    `tf.${operation} is switched off in this exercise, because writing it is the exercise. Use simpler operations.`,
  type: ({ path, expected, found, cause }) => {
    const part = partOf(path)
    const plainly = `${part} is ${inertLine(found)}; expected ${expected}.`
    switch (cause) {
      case 'undefined':
        return path.length > 0
          ? plainly
          : `Your function returned nothing; expected ${expected}. Is there a return on every branch?`
      case 'promise':
        return `${part} is a promise; expected ${expected} itself. Leave out async and await: tensors need no waiting.`
      case 'function':
        return `${plainly} Is it called anywhere?`
      case 'disposed':
        return `${part} is a tensor that was already disposed. Return it from tf.tidy, and do not dispose it yourself.`
      case 'ragged':
        return `${part} has rows of different lengths: ${inertLine(found)}; expected ${expected}.`
      case 'element':
        return `${part} holds ${inertLine(found)}; expected ${expected}.`
      case 'missingField':
        return `${part} is missing; expected ${expected}.`
      case null:
        return plainly
    }
  },
  shape: ({ path, expected, found }) =>
    `${partOf(path)} has the shape ${shapeText(found)}; expected ${shapeText(expected)}. Values were not compared.`,
  dtype: ({ path, expected, found }) =>
    `${partOf(path)} holds ${inertLine(found, 60)} values; expected ${expected}. Values were not compared.`,
  nonFinite: ({ path, count, total, found, wanted, allAt }) => {
    const what = listed(found.map(className)).replace(' and ', ' or ')
    const due = listed(wanted.map(className)).replace(' and ', ' or ')
    if (total === 1) return `${partOf(path)} is ${what}; expected ${due}.`
    const where = allAt ? `, all at ${placeAlong(allAt.axisName, allAt.position)}` : ''
    const share = count === total ? `All ${total} values` : `${count} of the ${total} values`
    const instead = wanted.every((one) => one === 'finite')
      ? count === 1
        ? 'it should not be'
        : 'none should be'
      : `expected there: ${due}`
    return `${share} of ${lowerPart(path)} ${count === 1 ? 'is' : 'are'} ${what}${count === 1 ? '' : where}; ${instead}.`
  },
  values: ({ path, shape, wrong, total, first }) => {
    if (total === 1 && first) {
      const text = digitsFor([first.expected, first.yours], first.allowed)
      return `${partOf(path)} is ${text(first.yours)}; expected ${text(first.expected)}.`
    }
    if (total === 1) return `${partOf(path)} is another number than expected.`
    const share =
      wrong < total
        ? `${wrong} of its ${total}`
        : total === 2
          ? 'both of its'
          : `all ${total} of its`
    return `${partOf(path)} has the right shape, ${shapeText(shape)}, but ${share} values ${wrong === 1 ? 'is' : 'are'} wrong.`
  },
  text: ({ path, expected, yours }) =>
    expected === null || yours === null
      ? `${partOf(path)} is another text than expected.`
      : `${partOf(path)} is "${inertLine(yours, 200)}"; expected "${inertLine(expected, 200)}".`,
  invariant: ({ relation, seen }) =>
    seen === null
      ? `This should hold for your code, but does not: ${sentence(relation)}`
      : `${sentence(relation)} In your code, ${sentence(seen, false)}`,
  inputChanged: ({ parameter }) =>
    `Your function changed its input ${parameter}. Work on a copy: whoever calls it still needs the original.`,
  graderFault: ({ reference }) =>
    `The grader failed, not your code. This attempt does not count and has been queued again. Reference ${reference}.`,
}

/** "2 s", "1.5 s", "250 ms". */
export function seconds(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${Number((milliseconds / 1000).toPrecision(2))} s`
}

function sentence(text: string, capitalised = true): string {
  const line = inertLine(text.trim())
  const ended = /[.!?…]$/.test(line) ? line : `${line}.`
  return capitalised ? capital(ended) : ended
}

function className(one: string): string {
  return one === 'finite' ? 'a finite number' : one
}

function lowerPart(path: readonly (string | number)[]): string {
  return path.length === 0 ? 'your output' : partOf(path)
}
