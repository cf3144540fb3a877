import { hash, verify } from '@node-rs/argon2'

/** OWASP's figures for argon2id, which is the library's default variant: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of a password nobody has; unknown names are checked against it so that they take as long as known ones. */
const NOBODY = hash('a password that is never accepted', COST)

export const hashPassword = (password: string): Promise<string> => hash(password, COST)

/** Whether the password belongs to the hash. Without a hash the same work is done and the answer is no. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await NOBODY), password)
  return matches && passwordHash !== undefined
}
