/** Chinese for the ladder of questions that a teaching assistant asks who has seen the numbers but not the code. */
import { errorTopic, firstOff, isTensorForArray } from '../clues.ts'
import type { ErrorTopic, Finding, Pattern } from '../../report.ts'
import { listed, placeAlong, placesAlong, singular } from './places.ts'
import { say } from './spacing.ts'

/** At least one question for every finding of a student's mistake. */
export function hintsFor(finding: Finding): string[] {
  if (finding.kind !== 'values') return findingHints[finding.kind](finding as never)
  const ladder = [...finding.patterns.flatMap(hintsForPattern), ...findingHints.values(finding)]
  return ladder.slice(0, 3)
}

function hintsForPattern(pattern: Pattern): string[] {
  return patternHints[pattern.kind](pattern as never)
}

const findingHints: {
  readonly [K in Finding['kind']]: (finding: Extract<Finding, { kind: K }>) => string[]
} = {
  syntax: () => [
    '在这个位置之前打开的括号和引号，都关上了吗？',
    '读不下去的地方往往在笔误的下一行：它的上一行是怎么结束的？',
  ],
  import: () => ['你需要那个模块里的哪一部分？能不能自己用几行代码写出来？'],
  missingExport: ({ wanted }) => [say`函数前面写了 "export" 吗？它的名字是不是正好是 ${wanted}？`],
  source: () => ['文件里有哪些内容可以计算出来，而不必直接写出来？'],
  notImplemented: () => [
    '对最小的输入用手算一遍：函数应该返回什么？',
    '能不能先返回一个形状正确的结果，再看看报告怎么说？',
  ],
  timeLimit: () => [
    '哪个循环的条件可能永远不会变为 false？',
    '输入长度为 n 时，最内层的那一行会运行多少次？',
  ],
  memoryLimit: () => [
    '哪个数组在循环的每一轮都会变大？什么时候才会释放它？',
    '循环里的张量是不是一直没有释放？tf.tidy 会释放其中剩下的张量。',
  ],
  outputLimit: () => ['结果应该是什么形状？你的结果是在哪里变大的？'],
  sandboxCrash: () => [
    '有没有函数调用自己？它靠什么停下来？',
    '对最小的输入，你创建的最大的数组有多大？',
  ],
  threw: (finding) => [
    errorHints[errorTopic(finding)],
    '用 console.log 打印那一行用到的值：公开输入的用例会把打印内容显示出来。',
  ],
  forbiddenOperation: ({ operation }) => [
    say`写成公式，${operation} 计算的是什么？它由哪些更基本的运算组成？`,
  ],
  type: ({ cause, found, expected }) => {
    if (cause === 'promise') {
      return ['函数是不是标成了 async？或者最后是 data()、array() 这样的 Promise？']
    }
    if (cause === 'ragged') return ['结果的每一行有多长？由哪一行代码决定？']
    if (cause === 'element') return ['哪一行代码写入了那个位置？写入的是什么？']
    if (cause === null && isTensorForArray(found, expected)) {
      return ['张量的哪个方法把数值变成嵌套数组？（arraySync；只有一个数时用 dataSync()[0]。）']
    }
    return ['函数里每个分支的每个 return 返回的是什么？']
  },
  shape: ({ permutation, axes }) => [
    permutation
      ? '哪一步改变了轴的顺序？后面有没有哪一步把它换回来？'
      : `在每行代码后面写下形状：从哪里开始与 [${axes.join(', ')}] 不同？`,
    '有没有哪个求和、均值或乘积用错了轴？',
  ],
  dtype: ({ found }) => [say`哪一步让数值变成了 ${found}？比较得到 bool，索引是 int32。`],
  nonFinite: ({ found, allAt }) => [
    ...(found.includes('NaN')
      ? [
          say`NaN 来自 0 / 0、Infinity − Infinity、0 × Infinity、负数的平方根，或与 undefined 的运算：其中哪一种可能发生在${
            allAt ? placeAlong(allAt.axisName, allAt.position) : '你的代码里'
          }？`,
          '得分全部为 -Infinity 时，softmax 就会得到 NaN。这里可能出现这种情况吗？',
        ]
      : ['代码里哪个地方的数可能变得太大，或者被 0 除？']),
    '第一个不是有限数的中间结果是哪个？把它们逐个打印出来看看。',
  ],
  values: () => [
    '对最小的输入，手算出其中一个值：你的哪一行代码最先得到不同的数？',
    '公式里的维度大小、轴和常数，哪些出现在你的代码里，哪些没有？',
  ],
  text: () => ['两段文本从哪个字符开始不同？那个字符是你的哪一步写出来的？'],
  invariant: () => [
    '按这个关系，有些内容不应该有影响：你的哪一步读取了它？',
    '用能说明这个关系的最小输入试一试：你看到了什么？',
  ],
  inputChanged: ({ parameter }) => [
    say`哪一行代码写入了 ${parameter}，或者写入了与它同一个、只是换了名字的数组？`,
  ],
  graderFault: () => [],
}

/** The question that an error's own words suggest. */
const errorHints: Readonly<Record<ErrorTopic, string>> = {
  missingLibrary: "导入 tf 库了吗？第一行应是：import * as tf from '@tensorflow/tfjs-core'",
  undeclared:
    '这个名字声明或导入了吗？拼写一致吗？你的代码里可以使用 JavaScript 本身、console 和你导入的内容，没有浏览器或 Node 提供的东西。',
  broadcast:
    '求和、均值或最大值是不是在途中去掉了一个轴？把最后一个参数设为 true，这个轴就会保留，大小为 1。广播时，轴从最后一个开始对齐。',
  innerShapes:
    '这个乘积应该沿哪个轴求和？它是第一个张量的最后一个轴，也是第二个张量的倒数第二个轴：tf.matMul 的最后两个参数会交换（转置）对应张量的最后两个轴。',
  noGradient:
    '从权重到损失，每一步都是张量运算吗？用 arraySync 或 dataSync 读出来的数不带梯度，在你导入的文件里也一样。损失完全没有用到的权重同样没有梯度。',
  missingValue: '那一行的哪个值是 null 或 undefined？对哪些输入会这样？',
  other: '那一行运行之前，用到的每个值是什么类型、什么形状？',
}

const patternHints: {
  readonly [K in Pattern['kind']]: (pattern: Extract<Pattern, { kind: K }>) => string[]
} = {
  constantRatio: () => [
    '公式里有哪个系数或除法，你的代码里没有，或者用了两次？',
    '你除以的维度大小，和公式里写的是同一个吗？',
  ],
  sliceRatios: ({ axisName, ratios }) => [
    say`哪个只属于单个${singular(axisName)}的数（例如和或范数）参与了你的结果？`,
    say`手算一下，对${placeAlong(axisName, firstOff(ratios))}来说，那个数应该是多少？`,
  ],
  rowRatios: () => [
    '在归一化的那一步，每一行的和应该是多少？你的是多少？',
    '归一化之后，还有什么改变了这一行吗？',
  ],
  constantOffset: () => ['公式加上或省去了哪个常数？它在你的代码的什么地方？'],
  broadcastOffset: ({ axisName }) => [
    say`公式加上了哪个沿${singular(axisName)}的向量，加了几次？你的代码加了几次？`,
  ],
  rowOffsets: () => ['你的代码对一整行的值同时加上或减去了什么？公式也这样做吗？'],
  inputInvolved: ({ parameter, relation }) => [
    {
      equalsInput: `你返回的是哪个变量？结果存在哪个变量里？你的输出等于 ${parameter}。`,
      inputAdded: `公式会把 ${parameter} 加到结果上吗？`,
      inputMissing: `公式在哪里加上 ${parameter}？你的代码在哪里加？`,
    }[relation],
  ],
  axesSwapped: ({ axes }) => [
    say`${listed(axes.map(singular))}在哪一步互换了位置？是不是在该转置的地方用了 reshape？`,
    'reshape 保持数值在内存中的顺序，转置会改变它。这里需要哪一种？',
  ],
  samePoolOfValues: () => [
    '哪一步只移动数值而不改变数值：reshape、转置、排序，还是拆分？',
    'reshape 保持数值在内存中的顺序，转置会改变它。这里需要哪一种？',
  ],
  reordered: ({ axisName }) => [
    say`公式按什么顺序排列各个${singular(axisName)}？你的代码按什么顺序？`,
  ],
  shifted: ({ axisName }) => [
    say`你数${singular(axisName)}时，和公式一样从同一个数开始吗？从 0 还是从 1？`,
    '第一个位置上是什么？应该是什么？',
  ],
  onlyRight: ({ axisName, positions, size }) => [
    say`${placesAlong(axisName, positions, size)}有什么特别之处？哪一步对待它${positions.length === 1 ? '' : '们'}与其他的不同？`,
  ],
  onlyWrong: ({ axisName, positions, size }) => [
    say`${placesAlong(axisName, positions, size)}有什么特别之处？你的代码像对待其他的一样对待它${positions.length === 1 ? '' : '们'}吗？`,
  ],
  triangle: ({ part, axes }) => [
    part === 'diagonal'
      ? say`${placeAlong(axes[0], 3)}可以使用与自己位置相同的${placeAlong(axes[1], 3)}吗？`
      : say`对${placeAlong(axes[0], 1)}来说，你的代码把哪些${singular(axes[1])}算作在前，哪些算作在后？`,
  ],
  allEqual: () => ['你的结果与输入有关吗？哪一行代码读取了输入？'],
  slicesEqual: ({ axisName }) => [
    say`你的代码用到了${singular(axisName)}的编号吗？还是给每个${singular(axisName)}都存了同一个数组？`,
  ],
  lowPrecision: () => ['在得到最后结果之前，有没有哪里做了舍入或截断？'],
  negated: () => ['公式在哪里做减法？谁减去谁？'],
  inverted: () => ['在这个练习里，true 表示“可以使用”还是“被排除”？'],
}
