import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import { z } from 'zod'

/** The public half of a P-256 key as it stands in the JWKS. */
const publicJwk = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() })
export type PublicJwk = z.infer<typeof publicJwk>

export interface StoredKey {
  kid: string
  publicJwk: PublicJwk
  privateJwkEncrypted: Buffer
}

/** Newest first: the first one signs, all of them verify. */
export async function selectKeys(db: Queryable): Promise<StoredKey[]> {
  const rows = await db.rows<{ kid: string; publicJwk: unknown; privateJwkEncrypted: Buffer }>(sql`
    select kid, public_jwk as "publicJwk", private_jwk_encrypted as "privateJwkEncrypted"
    from identity.signing_key order by created_at desc, kid`)
  return rows.map((row) => ({ ...row, publicJwk: publicJwk.parse(row.publicJwk) }))
}

/** Waits until no other process is making the first key. */
export const lockKeys = (tx: Tx): Promise<number> =>
  tx.run(sql`select pg_advisory_xact_lock(hashtextextended('identity.signing_key', 0))`)

export const insertKey = (tx: Tx, key: StoredKey, createdAt: Date): Promise<number> =>
  tx.run(sql`
    insert into identity.signing_key (kid, public_jwk, private_jwk_encrypted, created_at)
    values (${key.kid}, ${JSON.stringify(key.publicJwk)}::jsonb, ${key.privateJwkEncrypted}, ${createdAt})`)
