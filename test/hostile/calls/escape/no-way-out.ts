// expect: returned
export function solve(x: number[]) {
  const names = ['process', 'Buffer', 'fetch', 'setTimeout', 'queueMicrotask', 'structuredClone']
  const more = ['performance', 'WebSocket', 'Worker', 'global', 'self', '_tfengine', '_tfGlobals']
  return [...names, ...more].some((name) => name in globalThis) ? [] : x
}
