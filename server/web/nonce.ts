/**
 * Lets libraries add their own <style> elements under a policy that wants a nonce on each. Mantine
 * can be told the nonce; the editor cannot, so elements get it where they are made. Import this
 * before anything else.
 */
export const nonce =
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

type Create = (...parameters: unknown[]) => unknown

const created = Object.getOwnPropertyDescriptor(Document.prototype, 'createElement')
Object.defineProperty(Document.prototype, 'createElement', {
  ...created,
  value: new Proxy(created?.value as Create, {
    apply(createElement, owner, parameters) {
      const element = Reflect.apply(createElement, owner, parameters)
      if (element instanceof HTMLStyleElement) element.nonce = nonce
      return element
    },
  }),
})
