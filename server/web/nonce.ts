/**
 * Lets libraries add their own <style> elements under a policy that wants a nonce on each. Mantine
 * can be told the nonce; the editor cannot, so elements get it where they are made. Import this
 * before anything else.
 */
export const nonce =
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

const createElement = document.createElement.bind(document)
document.createElement = (name: string, options?: ElementCreationOptions) => {
  const element = createElement(name, options)
  if (element instanceof HTMLStyleElement) element.nonce = nonce
  return element
}
