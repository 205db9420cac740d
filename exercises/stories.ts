/**
 * The text of both capstones: tiny stories in which the second sentence can only be written by who
 * remembers the first. A model that looks at the last few letters alone writes words; one that attends
 * writes the truth.
 */
import type { Random } from './random.ts'

export const names = ['ann', 'bob', 'eve', 'max', 'tim']
export const colours = ['red', 'blue', 'green', 'black']
export const things = ['hat', 'cup', 'ball', 'kite']

/** One story: "ann has a red hat. the hat is red." */
export function tell(name: string, colour: string, thing: string): string {
  return `${name} has a ${colour} ${thing}. the ${thing} is ${colour}.`
}

/** Any story. */
export function story(random: Random): string {
  const pick = (words: readonly string[]) => words[random.integer(0, words.length - 1)] as string
  return tell(pick(names), pick(colours), pick(things))
}

/** The characters of all stories, sorted: id 1 is the first of them, and id 0 ends a story, as in "Characters". */
export const vocabulary: readonly string[] = [
  ...new Set([...names, ...colours, ...things, ' .', 'has a the is'].join('')),
].sort()

/** Stories as token ids, each with END (id 0) behind it. */
export function storyTokens(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => [...encode(story(random)), 0]).flat()
}

/** Ids of a text of stories. */
export function encode(text: string): number[] {
  return Array.from(text, (character) => vocabulary.indexOf(character) + 1)
}
