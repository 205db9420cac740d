/** Chinese for what a pattern probe saw. */
import { recognised, short } from '../digits.ts'
import type { Pattern } from '../../report.ts'
import { listed, placesAlong, singular } from './places.ts'
import { say } from './spacing.ts'

/** One sentence for a pattern. */
export function patternSentence(pattern: Pattern): string {
  return sentences[pattern.kind](pattern as never)
}

const sentences: {
  readonly [K in Pattern['kind']]: (pattern: Extract<Pattern, { kind: K }>) => string
} = {
  constantRatio: ({ ratio }) => {
    if (ratio === null) return '每个值都是期望值乘以同一个常数。'
    const formula = recognised(ratio)
    return `每个值都是期望值的 ${short(ratio)} 倍${formula ? `（${formula}）` : ''}。`
  },
  sliceRatios: ({ axisName, ratios }) =>
    say`每个${singular(axisName)}的值都是期望值乘以它自己的一个常数${
      ratios ? `：${listed(ratios.map(short), 8)}` : ''
    }。`,
  rowRatios: ({ axisName }) =>
    say`每一行（沿${singular(axisName)}）都是期望的那一行乘以它自己的一个常数。`,
  constantOffset: ({ offset }) =>
    offset === null
      ? '每个值都相差同一个数。'
      : `每个值都恰好偏${offset > 0 ? '大' : '小'} ${short(Math.abs(offset))}。`,
  broadcastOffset: ({ axisName }) =>
    say`每个位置都相差同一个沿${singular(axisName)}的向量：像是缺了一个偏置、偏置加了两次，或者本不该加。`,
  rowOffsets: ({ axisName }) =>
    say`每一行（沿${singular(axisName)}）都相差它自己的一个数：整行的值同样偏大或偏小。`,
  inputInvolved: ({ parameter, relation }) =>
    ({
      equalsInput: `你的输出就是输入 ${parameter} 本身。`,
      inputAdded: `你的输出是期望值加上输入 ${parameter}。`,
      inputMissing: `你的输出是期望值减去输入 ${parameter}。`,
    })[relation],
  axesSwapped: ({ axes: [one, other] }) =>
    say`期望的值都在，但排列得像是${singular(one)}和${singular(other)}互换了位置。`,
  samePoolOfValues: () => '期望的值都在，但位置不同。',
  reordered: ({ axisName, order }) =>
    say`期望的每个${singular(axisName)}都在，但顺序不同：${listed(order.map(String), 12)}。`,
  shifted: ({ axisName, by }) =>
    say`每个${singular(axisName)}的值，是它${by > 0 ? '前面' : '后面'}第 ${Math.abs(by)} 个${singular(axisName)}的期望值。`,
  onlyRight: ({ axisName, positions, size }) =>
    say`只有${placesAlong(axisName, positions, size)}是正确的。`,
  onlyWrong: ({ axisName, positions, size }) =>
    say`只有${placesAlong(axisName, positions, size)}是错的。`,
  triangle: ({ axes: [rows, columns], part }) =>
    ({
      above: say`错误的值都在对角线上方，即${singular(columns)}的编号大于${singular(rows)}编号的地方。`,
      below: say`错误的值都在对角线下方，即${singular(columns)}的编号小于${singular(rows)}编号的地方。`,
      diagonal: say`错误的值都在对角线上，即${singular(columns)}和${singular(rows)}编号相同的地方。`,
    })[part],
  allEqual: ({ value }) =>
    value === null ? '你的所有值都相同。' : `你的所有值都是 ${short(value)}。`,
  slicesEqual: ({ axisName }) =>
    say`你的所有${singular(axisName)}都是同一个${singular(axisName)}的副本。`,
  lowPrecision: ({ relativeError }) =>
    `每个值都很接近${
      relativeError === null ? '' : `，相对误差约为 ${short(relativeError)}`
    }，偏大偏小的次数差不多：这更像是舍入，而不是公式不同。`,
  negated: () => '每个值的符号都反了。',
  inverted: () => '各处的 true 和 false 都反了。',
}
