/** API keys, for terminals and scripts. */
import { z } from 'zod'

export const NewKey = z
  .strictObject({
    name: z
      .string('give the key a name, such as "laptop"')
      .trim()
      .min(1, 'give the key a name, such as "laptop"')
      .max(80, 'use at most 80 characters')
      .regex(/^[^\p{Cc}]*$/u, 'use no control characters'),
  })
  .meta({ id: 'NewKey' })

export const Key = z
  .object({
    id: z.string(),
    name: z.string(),
    start: z.string().meta({ description: 'The first characters, to recognise it by' }),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable(),
  })
  .meta({ id: 'Key' })
export const ListOfKeys = z.object({ keys: z.array(Key) })
export const CreatedKey = Key.extend({
  key: z.string().meta({ description: 'The key itself, shown this once' }),
}).meta({ id: 'CreatedKey' })
export type ListOfKeys = z.infer<typeof ListOfKeys>
export type CreatedKey = z.infer<typeof CreatedKey>
