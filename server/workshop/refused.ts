/** Ends the reading of an upload, wherever it is thrown; `message` is for who sent it. */
export class Refused extends Error {
  override readonly name = 'Refused'
}
