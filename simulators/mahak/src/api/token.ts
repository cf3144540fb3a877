import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '@hybrid-store/database'
import { type Clock, toTehranLocal } from '@hybrid-store/kernel'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { ensureSetting, writeSetting } from '../store/settings.repository.ts'
import type { Switches } from '../switches/switches.ts'
import type { Installation } from './installation.ts'

export interface TokenHolder {
  userName: string
  passwordMd5: string
  visitorId: number
  clientIp: string
  language: string
}

export interface Tokens {
  /** A JWT with the claims of the captures (§2.3). */
  issue(holder: TokenHolder): Promise<string>
  /** The visitor that a valid token speaks for; null if it is forged, expired or of another database. */
  read(token: string, clientIp: string): Promise<number | null>
  /** Voids every token issued so far. */
  expireAll(): Promise<void>
}

export interface TokenDeps {
  db: Database
  clock: Clock
  installation: Installation
  switches: { current(): Switches }
}

export const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex')

/** Tehran's time with its zone, the one timestamp that carries it (§2.2). */
export const serverTime = (at: Date): string =>
  `${toTehranLocal(at)}.${String(at.getMilliseconds()).padStart(3, '0')}0713+03:30`

const SECRET = 'token-secret'
const makeSecret = () => randomBytes(32).toString('base64')

const userSchema = z.object({ VisitorId: z.number(), DatabaseId: z.number(), ClientIP: z.string() })

/** Opens the signing key; a new one makes all older tokens worthless. */
export async function openTokens(deps: TokenDeps): Promise<Tokens> {
  let secret = Buffer.from(await ensureSetting(deps.db, SECRET, makeSecret), 'base64')
  return {
    issue: (holder) => issue(deps, holder, secret),
    read: (token, clientIp) => read(deps, token, clientIp, secret),
    expireAll: async () => {
      const fresh = makeSecret()
      await writeSetting(deps.db, SECRET, fresh)
      secret = Buffer.from(fresh, 'base64')
    },
  }
}

function issue({ clock, installation, switches }: TokenDeps, holder: TokenHolder, secret: Uint8Array): Promise<string> {
  const { databaseId, creditDay, tokenLifetimeSeconds } = switches.current()
  const at = clock.now()
  const seconds = Math.floor(at.getTime() / 1000)
  const userToken = JSON.stringify({
    UserName: holder.userName,
    Password: holder.passwordMd5,
    MahakID: installation.mahakId,
    CreateTime: serverTime(at),
    ClientIP: holder.clientIp,
    DatabaseId: databaseId,
    DatabaseType: 0,
    SyncId: 0,
    VisitorId: holder.visitorId,
    Language: holder.language,
    CreditDay: creditDay,
    PackageNo: installation.packageNo,
  })
  const claims = { MahakID: installation.mahakId, userToken, nbf: seconds, exp: seconds + tokenLifetimeSeconds }
  return new SignJWT({ ...claims, iat: seconds }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret)
}

async function read({ clock, switches }: TokenDeps, token: string, clientIp: string, secret: Uint8Array) {
  const { databaseId, tokenBoundToIp } = switches.current()
  try {
    const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'], currentDate: clock.now() })
    const user = userSchema.parse(JSON.parse(String(payload.userToken)))
    const isElsewhere = user.DatabaseId !== databaseId || (tokenBoundToIp && user.ClientIP !== clientIp)
    return isElsewhere ? null : user.VisitorId
  } catch {
    return null
  }
}
