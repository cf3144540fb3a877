import type { Database } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import { z } from 'zod'
import { deriveKey, open, seal } from './secret-box.ts'
import { insertKey, lockKeys, type PublicJwk, type StoredKey, selectKeys } from './signing-keys.repository.ts'

export interface SigningKeys {
  /** The key that signs. */
  kid: string
  privateKey: CryptoKey
  /** The public halves of every key whose tokens are still accepted. */
  jwks: { keys: (PublicJwk & { kid: string; alg: 'ES256'; use: 'sig' })[] }
}

const ecJwk = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() })

/** The store's signing keys; the first process that ever starts makes one. Throws if STORE_SECRET is not the one it was made with. */
export async function loadSigningKeys(db: Database, secret: string, clock: Clock): Promise<SigningKeys> {
  const wrappingKey = deriveKey(secret, 'signing-keys')
  const [newest, ...older] = await ensureKeys(db, wrappingKey, clock)
  const text = open(wrappingKey, newest.privateJwkEncrypted)
  if (text === null)
    throw new Error('the signing key cannot be decrypted: STORE_SECRET is not the one this database was set up with')
  const privateKey = await importJWK(ecJwk.parse(JSON.parse(text)), 'ES256')
  if (privateKey instanceof Uint8Array) throw new Error('the signing key is not an EC key')
  return {
    kid: newest.kid,
    privateKey,
    jwks: { keys: [newest, ...older].map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: 'ES256', use: 'sig' })) },
  }
}

function ensureKeys(db: Database, wrappingKey: Buffer, clock: Clock): Promise<[StoredKey, ...StoredKey[]]> {
  return db.transaction(async (tx) => {
    await lockKeys(tx)
    const [newest, ...older] = await selectKeys(tx)
    if (newest) return [newest, ...older]
    const made = await makeKey(wrappingKey)
    await insertKey(tx, made, clock.now())
    return [made]
  })
}

async function makeKey(wrappingKey: Buffer): Promise<StoredKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = ecJwk.parse(await exportJWK(privateKey))
  const { d, ...publicJwk } = jwk
  return {
    kid: await calculateJwkThumbprint(publicJwk),
    publicJwk,
    privateJwkEncrypted: seal(wrappingKey, JSON.stringify({ ...publicJwk, d })),
  }
}
