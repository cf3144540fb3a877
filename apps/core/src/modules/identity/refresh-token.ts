import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits; only the hash is stored, which for random input needs neither salt nor stretching. */
export const newRefreshToken = (): string => randomBytes(32).toString('base64url')

export const refreshTokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()
