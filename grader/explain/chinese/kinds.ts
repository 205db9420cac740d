/**
 * Chinese for what was due and what was found instead. Reports hold these in English, as phrases of a
 * small closed set; one that is not in it is quoted.
 */
import { inertLine } from '../inert.ts'
import { say } from './spacing.ts'

const words = new Map(
  Object.entries({
    nothing: '空值',
    other: '其他类型',
    'a tf.Tensor': 'tf.Tensor',
    'a tf.Tensor that was disposed': '已被释放的 tf.Tensor',
    'an object that only looks like a tf.Tensor': '只是看起来像 tf.Tensor 的对象',
    'a tensor': '张量',
    'a number': '数字',
    'a single number': '单个数字',
    'a string': '字符串',
    'a boolean': '布尔值',
    'a bigint': 'bigint',
    'a symbol': 'symbol',
    'a function': '函数',
    'a promise': 'Promise',
    'a Promise': 'Promise',
    'a list': '列表',
    'an array': '数组',
    'an object': '对象',
    'an empty array': '空数组',
    'an empty object': '空对象',
    'true or false': 'true 或 false',
    'true or false value': '布尔值',
    boolean: '布尔值',
    'whole number': '整数',
    number: '数字',
    string: '字符串',
    item: '元素',
    array: '数组',
    'another kind of value': '另一种值',
  }),
)

type Rule = readonly [RegExp, (...parts: string[]) => string]

/** In order: the first that fits. Texts of the student's stand in the first two alone. */
const rules: readonly Rule[] = [
  [/^the string (".*")( at [[\]\d]+)?$/s, (text, at = '') => placed(say`字符串 ${text}`, at)],
  [/^(an object with the fields) (.*)$/s, (_, fields) => say`带有字段 ${fields} 的对象`],
  [/^(.+)( at [[\]\d]+)$/, (what, at) => placed(kindWords(what), at)],
  [/^(.+?),? or null$/, (what) => say`${kindWords(what)}或 null`],
  [/^an array, each item (.+)$/, (item) => say`数组，每一项是${kindWords(item)}`],
  [/^(\d+) items, as in the rows before$/, (count) => `与前面各行一样的 ${count} 项`],
  [/^(\d+) items$/, (count) => `${count} 项`],
  [/^the number (.+)$/, (number) => `数字 ${number}`],
  [/^a string of (\d+) characters$/, (length) => `长 ${length} 个字符的字符串`],
  [/^a tf\.Tensor of shape (.+)$/, (shape) => `形状为 ${shape} 的 tf.Tensor`],
  [/^a tensor (\[.*\]) of (\w+)$/, (axes, dtype) => `${dtype} 张量 ${axes}`],
  [/^an object (\{.*\})$/, (fields) => `对象 ${fields}`],
  [/^an? (\w+Array) of (\d+) numbers$/, (name, count) => `含 ${count} 个数字的 ${name}`],
  [/^an? ((?:float|u?int|biguint|bigint)\d+(?:clamped)?array)$/, (name) => name],
  [/^an array of (\d+) (.+)$/, (count, items) => say`含 ${count} 个${kindWords(items)}的数组`],
  [/^nested arrays of (.+)$/, (items) => say`${kindWords(items)}的嵌套数组`],
  [/^(?:an )?arrays? of nothing$/, () => '空数组'],
  [/^(?:an )?arrays? of ((?:arrays of )*)(.+)$/, nested],
  [/^(tf\.Tensor|Promise|\w+Array)s?$/, (name) => name],
  [/^(.+)s$/, (one) => words.get(one) ?? quoted(`${one}s`)],
  [/^(null|undefined|true|false|float32|float64|int32|bool|complex64)$/, (name) => name],
]

/** "含 3 个数字的数组" for "an array of 3 numbers". */
export function kindWords(english: string): string {
  const text = inertLine(english)
  const known = words.get(text)
  if (known !== undefined) return known
  for (const [pattern, write] of rules) {
    const found = pattern.exec(text)
    if (found) return write(...found.slice(1))
  }
  return quoted(text)
}

/** "数字数组", "数字的二维数组", … */
function nested(inner: string, items: string): string {
  const depth = inner.split('arrays').length
  const element = kindWords(items)
  return depth === 1
    ? say`${element}数组`
    : say`${element}的${'一二三四五六'[depth - 1] ?? '多'}维数组`
}

function placed(what: string, at: string): string {
  const place = at.replace(' at ', '')
  return place ? say`${place} 处的${what}` : what
}

/** Text that is not ours. */
export function quoted(text: string): string {
  return `“${text}”`
}
