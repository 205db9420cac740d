/** Addresses of the sign-in page that lead back to where somebody was. */

/** The sign-in page, which goes on to `next` afterwards. `problem` is why they have to sign in once more. */
export function signInAddress(next: string, problem?: 'ended'): string {
  const search = new URLSearchParams({ next, ...(problem && { problem }) })
  return `/sign-in?${search.toString()}`
}

/** Where to go on to: a path of this site alone, whatever a link to us asks for. */
export function pathOfThisSite(next: string | null): string {
  return next !== null && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next) ? next : '/'
}
