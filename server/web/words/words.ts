/** The names of all words of the page. English defines them; every other language must have the same. */
import type { words as english } from './en.ts'
import type { account } from './en/account.ts'
import type { words as englishStaff } from './en/staff.ts'

type Same<Entries> = { readonly [Key in keyof Entries]: string }

type All<Catalogue> = { readonly [Namespace in keyof Catalogue]: Same<Catalogue[Namespace]> }

export type Words = typeof english & typeof englishStaff & { readonly account: typeof account }
/** A catalogue in another language, with every word of the English one. */
export type Translation = All<typeof english>
export type StaffTranslation = All<typeof englishStaff>
export type AccountTranslation = Same<typeof account>
