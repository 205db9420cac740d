/** The names of all words of the page. English defines them; every other language must have the same. */
import type { words as english } from './en.ts'

type Same<Entries> = { readonly [Key in keyof Entries]: string }

export type Words = typeof english
/** A catalogue in another language, with every word of the English one. */
export type Translation = { readonly [Namespace in keyof Words]: Same<Words[Namespace]> }
