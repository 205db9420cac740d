// expect: badOutput
// at most: 0
// An object with ten thousand fields, with names of hundreds of letters. Its description names ten.
export function softmax() {
  const fields: Record<string, number> = {}
  for (let field = 0; field < 10_000; field++) fields['x'.repeat(300) + field] = field
  return fields
}
