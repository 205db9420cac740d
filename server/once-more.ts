/** For transactions that hold many rows: the database ends one of two that wait for each other. */
import { Prisma } from '../prisma/client.ts'

/** Does it, and once more where another transaction stood in its way. */
export async function onceMoreAfterConflict<Result>(
  transaction: () => Promise<Result>,
): Promise<Result> {
  try {
    return await transaction()
  } catch (error) {
    if (!isConflict(error)) throw error
    return await transaction()
  }
}

/** A deadlock, or an order of changes that cannot be kept. */
function isConflict(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034'
}
