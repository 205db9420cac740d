/**
 * Stands in for zod in the sandbox, where it would be loaded anew for every question: what is declared
 * there is checked outside (exercises/facts.ts), since nothing from in there is believed anyway.
 */
export const z: unknown = new Proxy(() => z, { get: () => z, apply: () => z })
