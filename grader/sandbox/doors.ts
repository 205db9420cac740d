/** What a child needs to start, and never after. */
const neededToStart = ['addon', 'fs.read'] as const

/**
 * Gives up, for good, to load native code and to read files: whoever breaks out of the isolate
 * finds neither. Called when everything is loaded.
 */
export function shutDoors(): void {
  for (const scope of neededToStart) process.permission.drop(scope)
}
