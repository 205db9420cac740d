// expect: runtimeError
// at most: 0
// A proxy that was revoked before it is looked at: every question to it throws, even whether it is an array.
export function softmax(scores: number[][]) {
  const { proxy, revoke } = Proxy.revocable(scores, {})
  revoke()
  return proxy
}
