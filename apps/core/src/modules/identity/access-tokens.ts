import type { SessionAudience } from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import type { AccessTokens as AccessTokenVerifier } from '@hybrid-store/http'
import { type Clock, systemClock } from '@hybrid-store/kernel'
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose'
import { loadSigningKeys, type SigningKeys } from './signing-keys.ts'

export const ACCESS_TOKEN_SECONDS = 600
const ISSUER = 'hybrid-store'

export interface Subject {
  audience: SessionAudience
  id: string
  permissions: readonly string[]
}

export interface AccessTokens extends AccessTokenVerifier {
  /** A signed token (ES256, 10 minutes) that says who calls and what they may do. */
  issue(subject: Subject): Promise<string>
  /** The public keys for whoever verifies tokens by themselves (RFC 7517). */
  jwks(): SigningKeys['jwks']
}

/**
 * Issues and verifies access tokens with the keys in the database, which are made at the very first start. `secret` is
 * STORE_SECRET; throws if the stored keys were made with another one.
 */
export async function createAccessTokens(
  db: Database,
  options: { secret: string; clock?: Clock },
): Promise<AccessTokens> {
  const clock = options.clock ?? systemClock
  const keys = await loadSigningKeys(db, options.secret, clock)
  const publicKeys = createLocalJWKSet(keys.jwks)
  return {
    issue: ({ audience, id, permissions }) => {
      const issuedAt = Math.floor(clock.now().getTime() / 1000)
      return new SignJWT({ permissions: [...permissions] })
        .setProtectedHeader({ alg: 'ES256', kid: keys.kid, typ: 'JWT' })
        .setIssuer(ISSUER)
        .setSubject(id)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .sign(keys.privateKey)
    },
    verify: async (token) => {
      try {
        const options = { issuer: ISSUER, algorithms: ['ES256'], currentDate: clock.now() }
        return (await jwtVerify(token, publicKeys, options)).payload
      } catch {
        return null
      }
    },
    jwks: () => keys.jwks,
  }
}
