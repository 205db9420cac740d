/** How Chinese and other scripts stand beside each other. */

const han = /\p{Script=Han}/u
/** Chinese punctuation, quotes and brackets bring their own space. */
const needsNone = /[\s\u3000-\u303f\uff00-\uffef“”‘’…]/u

/** A template whose values get a space where a Chinese character and a Latin one, or a number, meet. */
export function say(texts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return texts.reduce((before, text, at) => beside(beside(before, String(values[at - 1])), text))
}

function beside(before: string, after: string): string {
  const [left, right] = [Array.from(before).at(-1), Array.from(after)[0]]
  if (left === undefined || right === undefined) return before + after
  const meet = han.test(left) !== han.test(right) && !needsNone.test(left) && !needsNone.test(right)
  return `${before}${meet ? ' ' : ''}${after}`
}
