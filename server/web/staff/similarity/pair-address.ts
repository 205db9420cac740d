/** Where a pair is looked at: both submissions in one part of the address. */
export function pairAddress(course: string, left: string, right: string): string {
  return `/courses/${course}/staff/similarity/${left}.${right}`
}

/** Null for what is no such part. */
export function submissionsIn(part: string): { left: string; right: string } | null {
  const [, left, right] = /^([\w-]+)\.([\w-]+)$/.exec(part) ?? []
  return left !== undefined && right !== undefined ? { left, right } : null
}
