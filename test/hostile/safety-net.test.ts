import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openNet, protections, type Net } from './safety-net.ts'

let net: Net
beforeAll(async () => {
  net = await openNet()
})
afterAll(() => net.remove())

for (const protection of protections) {
  test(`without ${protection.name}, ${protection.tests.join(', ')} would tell`, async () => {
    const caught = await net.caughtBy(protection)
    expect(caught).toEqual(
      expect.arrayContaining(protection.tests.map((name) => expect.stringContaining(name))),
    )
  }, 180_000)
}
