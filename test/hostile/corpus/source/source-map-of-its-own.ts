// expect: runtimeError
// H112. A map in the text itself that leads to lines of other files. What a report quotes is always a line of
// the file that was handed in.
export function softmax(scores: number[][]): number[][] {
  throw new Error('where?')
}
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbIi9ldGMvcGFzc3dkIl0sInNvdXJjZXNDb250ZW50IjpbIkNBTkFSWSJdLCJuYW1lcyI6W10sIm1hcHBpbmdzIjoiQUFBQTtBQUNBO0FBQ0E7QUFDQSJ9
