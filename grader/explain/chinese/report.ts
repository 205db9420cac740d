/** Chinese for what surrounds a finding in a report. */
import { runsOf } from '../digits.ts'
import type { NumberedCase } from '../english/report.ts'
import type { Verdict } from '../../report.ts'
import { seconds } from './findings.ts'
import { quoted } from './kinds.ts'
import { listed } from './places.ts'
import { say } from './spacing.ts'

/** Ends a sentence such as "attention：答案不对". */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  graderError: '评分程序出错',
  compileError: '还不能运行',
  notImplemented: '尚未开始',
  timeLimit: '运行时间过长',
  memoryLimit: '占用内存过多',
  outputLimit: '返回内容过多',
  sandboxCrash: '运行崩溃',
  runtimeError: '抛出错误',
  badOutput: '结果类型不对',
  wrongAnswer: '答案不对',
  passed: '通过',
}

export const labels = {
  expected: '期望',
  yours: '你的',
  offBy: '相差',
  allowed: '容差',
  first: '第一处',
  worst: '最差处',
  right: '正确',
  console: '你的控制台输出：',
  inputs: '输入：',
  thisExercise: '这个练习',
}

export const sentences = {
  together: (parts: readonly string[]) => parts.join(''),
  labelled: (label: string, text: string) => `${label}：${text}`,
  caseOf: (number: number, count: number, name: string) => `用例 ${number}/${count} · ${name}`,
  points: (earned: number, most: number) => `${earned}/${most} 分`,
  exchanged: (one: string, other: string) => `${one} ↔ ${other}`,
  whileRunning: (number: number, count: number) => `运行用例 ${number}/${count} 时`,
  onlyName: (name: string) =>
    `隐藏用例${quoted(name)}没有通过。只公开它的名字：这让你想到什么样的输入？`,
  hiddenNumbers: '这个用例隐藏了输入，所以不显示数值。',
  allPass: (count: number) => (count === 1 ? '这个用例通过了。' : `全部 ${count} 个用例都通过了。`),
  handIn: '这些是公开输入的用例：提交文件后，隐藏用例也会运行。',
  farthest: (percent: number) =>
    `离期望最远的值用掉了${percent < 1 ? '不到 1%' : ` ${percent}%`} 的容差。`,
  engine: (description: string, milliseconds: number) =>
    `期望值来自 ${engineName(description)}。评分用时 ${seconds(milliseconds)}。`,
  hint: (number: number, count: number, text: string) => `提示 ${number}/${count}：${text}`,
  moreHints: (count: number, all: number) => `（还有 ${count} 个提示：--hints ${all}）`,
  sameNumbers: (sameAs: string, id: string) => `与${quoted(sameAs)}得到的数值相同（${id}）。`,
  alsoSame: (others: readonly string[]) =>
    say`在这个输入上，${listed(others.map(quoted))}也会得到同样的数值。`,
  again: (command: string) => `再次运行：${command}`,
  smallest: (shrinks: number) => `找到的仍会失败的最小输入（缩小了 ${shrinks} 次）：`,
  ratioNote: (ratio: string) => `${ratio} × 期望`,
  nonFiniteLegend: (found: readonly string[]) => `· 符合期望   × ${found.join(' 或 ') || '不符合'}`,
  exactLegend: '· 正确   █ 错误',
  legend: (levels: readonly [string, string, string]) =>
    `· 正确   相差  ░ < ${levels[0]}   ▒ < ${levels[1]}   ▓ < ${levels[2]}   █ ≥ ${levels[2]}`,
  timesBefore: (cases: readonly NumberedCase[]) => {
    if (cases.length === 0) return ''
    if (cases.length <= 3) {
      const each = cases.map((one) => `用例 ${one.number} 用时 ${seconds(one.milliseconds)}`)
      return `在它之前，${each.join('，')}。`
    }
    const slowest = Math.max(...cases.map((one) => one.milliseconds))
    return `在它之前的 ${cases.length} 个用例各自最多用时 ${seconds(slowest)}。`
  },
  /** How the other cases ended. */
  otherCases: (
    passing: readonly NumberedCase[],
    failing: readonly NumberedCase[],
    notRun: readonly NumberedCase[],
  ) => {
    const named = passing.length <= 2
    const parts = [
      passing.length > 0 &&
        say`用例 ${named ? listed(passing.map((one) => `${one.number}（${one.name}）`)) : numbers(passing)}通过`,
      failing.length > 0 && say`用例 ${numbers(failing)}也没有通过`,
      notRun.length > 0 && say`用例 ${numbers(notRun)}没有运行`,
    ].filter((part) => part !== false)
    return parts.length === 0 ? '' : `${parts.join('；')}。`
  },
}

/** "TensorFlow 2.21.0，运行于 CPU" for "TensorFlow 2.21.0 on the CPU". */
function engineName(description: string): string {
  return description
    .replace(/^plain JavaScript/, '纯 JavaScript')
    .replace(/\(software\)$/, '软件渲染')
    .replace(/ on (?:the |a )?(.+)$/, '，运行于 $1')
}

/** "1", "4 和 6", "1 至 5", "2、4 至 9". */
function numbers(cases: readonly NumberedCase[]): string {
  const written = runsOf(cases.map(({ number }) => number)).flatMap((run) =>
    run.length > 2 ? [`${run[0]} 至 ${run.at(-1)}`] : run.map(String),
  )
  return listed(written)
}
