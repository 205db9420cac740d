// expect: badOutput
// Returns an object whose field names are the inputs. In a hidden case the report says that an object was
// found, and no more.
export function softmax(scores: number[][]) {
  return { ['EXFIL:' + String(scores[0]).slice(0, 30)]: 1 }
}
