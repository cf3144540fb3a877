import { randomInt, timingSafeEqual } from 'node:crypto'
import { keyedHash } from './secret-box.ts'

export const OTP_SECONDS = 120
export const OTP_TRIES = 5

/** Six digits from the system's random source. */
export const newOtpCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')

/** A code is stored only so: six digits without a key would be guessed from the hash at once. */
export const otpHash = (key: Buffer, mobile: string, code: string): Buffer => keyedHash(key, `${mobile}:${code}`)

export const sameHash = (left: Buffer, right: Buffer): boolean =>
  left.length === right.length && timingSafeEqual(left, right)
