import type { SessionAudience } from '@hybrid-store/contracts'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'

export interface AccessTokenCheck {
  /** Whether the core signed this token, for this audience if one is named, and it has not expired. */
  isValid(token: string, audience?: SessionAudience): Promise<boolean>
}

/** Verifies by the public keys of the core, which are fetched once and again when an unknown key turns up. */
export function accessTokenCheck(coreUrl: string): AccessTokenCheck {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', coreUrl), {
    timeoutDuration: 5_000,
    cooldownDuration: 5_000,
    cacheMaxAge: 600_000,
  })
  return {
    async isValid(token, audience) {
      try {
        await jwtVerify(token, keys, { algorithms: ['ES256'], ...(audience ? { audience } : {}) })
        return true
      } catch (error) {
        if (blamesToken(error)) return false
        throw error
      }
    },
  }
}

/** A bare JOSEError or a time-out means that the keys could not be fetched, which says nothing of the token. */
const blamesToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC' && !(error instanceof errors.JWKSTimeout)
