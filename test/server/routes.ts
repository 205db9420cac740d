/** Every route of an app, found by walking its routers, so that a new one cannot be forgotten. */
import type { Express } from 'express'
import { z } from 'zod'

const Layer = z.object({
  route: z
    .object({ path: z.string(), methods: z.record(z.string(), z.boolean()) })
    .optional()
    .catch(undefined),
  handle: z.unknown(),
})
const WithStack = z.object({ stack: z.array(Layer) })

export interface Route {
  readonly method: string
  /** As Express writes it: /api/submissions/:id. */
  readonly path: string
}

export function routesOf(app: Express): Route[] {
  return routesIn((app as { router?: unknown }).router)
}

function routesIn(handle: unknown): Route[] {
  // A router is a function, which zod takes for no object.
  const stack: unknown = typeof handle === 'function' && 'stack' in handle ? handle.stack : null
  if (stack === null) return []
  return WithStack.parse({ stack }).stack.flatMap(({ route, handle: inner }) => {
    if (!route) return routesIn(inner)
    return Object.keys(route.methods).map((method) => ({ method, path: route.path }))
  })
}
