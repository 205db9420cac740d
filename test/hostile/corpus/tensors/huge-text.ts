// expect: badOutput
// at most: 0
// A text of half a gigabyte where numbers are due. It is named by its length.
export function softmax() {
  return 'weights '.repeat(2 ** 25)
}
