/** Chinese for axes and positions along them: "token 3", "通道 0 至 2", "step = 3". */
import { singular as englishSingular } from '../english/places.ts'
import { say } from './spacing.ts'

/** What the axes of the course count, where Chinese has its own usual word; token, key and head are used as they are. */
const symbols: Readonly<Record<string, string>> = {
  B: '样本',
  C: '通道',
  dHead: '通道',
  dV: '通道',
  dModel: '通道',
}

/** One of what an axis counts. */
export function singular(axisName: string): string {
  return symbols[axisName] ?? englishSingular(axisName)
}

/** "token 3"; where the axis has no word for what it counts, "axis 0 = 3". */
export function placeAlong(axisName: string, position: number | string): string {
  return isWord(axisName) ? `${singular(axisName)} ${position}` : `${axisName} = ${position}`
}

/** "token 0，通道 2". */
export function placeOf(axes: readonly string[], index: readonly number[]): string {
  return index.map((position, axis) => placeAlong(axes[axis] as string, position)).join('，')
}

/** "最后一个 token" where that says more than its number; else "token 0", "token 0 至 2", "token 1、3 和 4". */
export function placesAlong(axisName: string, positions: readonly number[], size: number): string {
  const [first, last] = [positions[0] as number, positions.at(-1) as number]
  if (positions.length === 1 && first === size - 1 && size > 2 && isWord(axisName)) {
    return say`最后一个${singular(axisName)}`
  }
  const consecutive = positions.length > 2 && last - first === positions.length - 1
  return placeAlong(
    axisName,
    consecutive ? `${first} 至 ${last}` : listed(positions.map(String), 8),
  )
}

/** "a", "a 和 b", "a、b 和 c"; beyond `most`, "a、b 等 9 个". */
export function listed(items: readonly string[], most = Infinity): string {
  if (items.length > most) {
    return say`${items.slice(0, most).join('、')}等 ${items.length} 个`
  }
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : say`${items.slice(0, -1).join('、')}和${last}`
}

function isWord(axisName: string): boolean {
  return axisName in symbols || /^[a-z]{3,}$/.test(singular(axisName))
}
