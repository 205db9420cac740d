/** Chinese for findings: what is wrong, in one or two sentences. Never who is to blame, never the fix. */
import { digitsFor, shapeText } from '../digits.ts'
import { inertLine } from '../inert.ts'
import type { Finding } from '../../report.ts'
import { kindWords, quoted } from './kinds.ts'
import { listed, placeAlong } from './places.ts'
import { say } from './spacing.ts'

/** `subject` is what the exercise is called, for a file that has nothing else to name. */
export function findingSentence(finding: Finding, subject: string): string {
  return sentences[finding.kind](finding as never, subject)
}

/** "你的输出"; for a part of it, "你的输出中的 `layers[0].weights`". */
function partOf(path: readonly (string | number)[]): string {
  const name = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
  return name ? `你的输出中的 \`${name}\`` : '你的输出'
}

const sentences: {
  readonly [K in Finding['kind']]: (
    finding: Extract<Finding, { kind: K }>,
    subject: string,
  ) => string
} = {
  syntax: ({ message }) => `无法读懂你的代码：${quotedSentence(message)}。代码没有运行。`,
  import: ({ module, allowed }) =>
    `这里不能导入 "${inertLine(module)}"。` +
    (allowed.length === 0 ? '这个练习不需要导入任何模块。' : say`可以导入：${listed(allowed)}。`),
  missingExport: ({ wanted, found, foundType }) => {
    if (foundType !== null) {
      return say`你的文件导出了 ${wanted}，但它的类型是 ${inertLine(foundType)}；需要的是函数。`
    }
    const names = found.map((name) => inertLine(name, 60))
    if (names.length === 0) return `你的文件没有导出任何内容。需要：export function ${wanted}(…)`
    const missing = say`你的文件没有导出名为 ${wanted} 的函数。找到的导出：${listed(names, 8)}。`
    const almost = names.find((name) => name.toLowerCase() === wanted.toLowerCase())
    if (almost) return say`${missing}是不是 ${almost}？注意大小写。`
    return names.includes('default')
      ? `${missing}请去掉 default，让函数以自己的名字导出。`
      : missing
  },
  source: ({ problem }) =>
    ({
      tooLarge: '你的文件大于 256 KB，超过了可以提交的上限。',
      tooDeep: '代码嵌套得太深，无法读取：某处有成千上万层括号套在一起。',
      notUtf8: '你的文件不是 UTF-8 文本。请用 UTF-8 编码保存后重新提交。',
    })[problem],
  notImplemented: (_, subject) =>
    say`${subject}还是初始模板：目前还没有任何错误。把抛出错误的那一行换成你自己的代码；第一次尝试可以很简单。`,
  timeLimit: (finding) =>
    finding.while === 'loading'
      ? `加载文件用满 ${seconds(finding.limitMilliseconds)}（上限）后被停止，还没有调用任何用例。`
      : `运行满 ${seconds(finding.limitMilliseconds)}（上限）后被停止。`,
  memoryLimit: ({ limitMegabytes }) =>
    `运行被停止：你的代码需要的内存超过 ${limitMegabytes} MB（上限）。`,
  outputLimit: ({ what, limit, unit }) =>
    what === 'error'
      ? '你的代码抛出的错误太长，无法读回。'
      : `你的输出超过 ${limit.toLocaleString('en')} 个${unit === 'bytes' ? '字节' : '元素'}，这是能读回的上限。`,
  sandboxCrash: ({ signal }) =>
    `运行你的代码的进程崩溃了${signal ? `（${signal}）` : ''}，重试一次后依然如此。没有终点的递归或巨大的数组都可能造成这种情况。`,
  threw: ({ name, message, while: when }) => {
    const what = say`抛出了${name === 'Error' ? '错误' : inertLine(name, 60)}`
    const started =
      when === 'loading' ? `你的文件在加载时（还没有调用任何用例）${what}` : `你的代码${what}`
    if (message === null) return `${started}。和这个用例的输入一样，错误信息不公开。`
    return message.trim()
      ? `${started}：${quoted(inertLine(message))}。`
      : `${started}（没有错误信息）。`
  },
  forbiddenOperation: ({ operation }) =>
    `这个练习禁用了 tf.${operation}，因为要练的正是自己写出它。请使用更基本的运算。`,
  type: ({ path, expected, found, cause }) => {
    const part = partOf(path)
    const due = kindWords(expected)
    const plainly = say`${part}是${kindWords(found)}；应为${due}。`
    switch (cause) {
      case 'undefined':
        return path.length > 0
          ? plainly
          : say`你的函数没有返回任何值；应为${due}。每个分支都有 return 吗？`
      case 'promise':
        return say`${part}是 Promise；应当直接是${due}。请去掉 async 和 await：张量不需要等待。`
      case 'function':
        return `${plainly}有没有在哪里调用它？`
      case 'disposed':
        return say`${part}是一个已被释放（dispose）的张量。请从 tf.tidy 中返回它，不要自己释放。`
      case 'ragged':
        return say`${part}各行长度不一：${kindWords(found)}；应为${due}。`
      case 'element':
        return say`${part}含有${kindWords(found)}；应为${due}。`
      case 'missingField':
        return say`${part}缺失；应为${due}。`
      case null:
        return plainly
    }
  },
  shape: ({ path, expected, found }) =>
    say`${partOf(path)}形状是 ${shapeText(found)}；应为 ${shapeText(expected)}。数值未作比较。`,
  dtype: ({ path, expected, found }) =>
    say`${partOf(path)}的数值类型是 ${kindWords(found)}；应为 ${expected}。数值未作比较。`,
  nonFinite: ({ path, count, total, found, wanted, allAt }) => {
    const part = partOf(path)
    const what = alternatives(found.map(className))
    const due = alternatives(wanted.map(className))
    if (total === 1) return say`${part}是${what}；应为${due}。`
    const where = allAt && count > 1 ? `，都在 ${placeAlong(allAt.axisName, allAt.position)}` : ''
    const share =
      count === total
        ? say`${part}的 ${total} 个值全部是${what}`
        : say`${part}的 ${total} 个值中有 ${count} 个是${what}`
    return wanted.every((one) => one === 'finite')
      ? say`${share}${where}；这里不应出现${what}。`
      : say`${share}${where}；这里应为${due}。`
  },
  values: ({ path, shape, wrong, total, first }) => {
    const part = partOf(path)
    if (total === 1 && first) {
      const text = digitsFor([first.expected, first.yours], first.allowed)
      return say`${part}是 ${text(first.yours)}；应为 ${text(first.expected)}。`
    }
    if (total === 1) return say`${part}与期望的数值不同。`
    const share =
      wrong < total
        ? `${total} 个值中有 ${wrong} 个不对`
        : total === 2
          ? '两个值都不对'
          : `全部 ${total} 个值都不对`
    return say`${part}形状正确，是 ${shapeText(shape)}，但${share}。`
  },
  text: ({ path, expected, yours }) =>
    expected === null || yours === null
      ? say`${partOf(path)}与期望的文本不同。`
      : say`${partOf(path)}是 "${inertLine(yours, 200)}"；应为 "${inertLine(expected, 200)}"。`,
  invariant: ({ relation, seen }) =>
    seen === null
      ? `你的代码没有满足这个关系：${quotedSentence(relation)}。`
      : `应当满足的关系：${quotedSentence(relation)}。在你的代码中：${quotedSentence(seen)}。`,
  inputChanged: ({ parameter }) =>
    `你的函数修改了输入 ${parameter}。请在副本上计算：调用者还需要原来的值。`,
  graderFault: ({ reference }) =>
    `出故障的是评分程序，不是你的代码。这次提交不计次数，已重新排队。编号 ${reference}。`,
}

/** "2 秒", "1.5 秒", "250 毫秒". */
export function seconds(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} 毫秒`
    : `${Number((milliseconds / 1000).toPrecision(2))} 秒`
}

/** Our full stop stands outside; the sentence's own is left out. */
function quotedSentence(text: string): string {
  return quoted(inertLine(text.trim()).replace(/\.$/, ''))
}

/** "NaN 或 Infinity". */
function alternatives(names: readonly string[]): string {
  return listed(names).replace('和', '或')
}

function className(one: string): string {
  return one === 'finite' ? '有限的数' : one
}
