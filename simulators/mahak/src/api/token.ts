import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Database } from '@hybrid-store/database'
import { type Clock, toTehranLocal } from '@hybrid-store/kernel'
import { jwtVerify, SignJWT } from 'jose'
import { readSetting, writeSetting } from '../store/settings.repository.ts'

/** What the whole installation is called by; made at the first start and kept. */
export interface Installation {
  mahakId: string
  databaseId: number
  packageNo: number
  creditDay: number
  secret: Uint8Array
}

export interface TokenHolder {
  userName: string
  passwordMd5: string
  visitorId: number
  clientIp: string
  language: string
}

const WEEK_S = 604_800

export async function openInstallation(db: Database): Promise<Installation> {
  const mahakId = await ensureSetting(db, 'mahak-id', () => randomUUID())
  const secret = await ensureSetting(db, 'token-secret', () => randomBytes(32).toString('base64'))
  return { mahakId, databaseId: 51_234, packageNo: 3_500_000, creditDay: 80, secret: Buffer.from(secret, 'base64') }
}

async function ensureSetting(db: Database, name: string, make: () => string): Promise<string> {
  const known = await readSetting(db, name)
  if (known !== null) return known
  await writeSetting(db, name, make())
  return (await readSetting(db, name)) ?? ''
}

export const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex')

/** Tehran's time with its zone, the one timestamp that carries it (§2.2). */
export const serverTime = (at: Date): string =>
  `${toTehranLocal(at)}.${String(at.getMilliseconds()).padStart(3, '0')}0713+03:30`

/** A JWT with the claims of the captures (§2.3), good for seven days. */
export function issueToken(installation: Installation, holder: TokenHolder, at: Date): Promise<string> {
  const seconds = Math.floor(at.getTime() / 1000)
  const userToken = JSON.stringify({
    UserName: holder.userName,
    Password: holder.passwordMd5,
    MahakID: installation.mahakId,
    CreateTime: serverTime(at),
    ClientIP: holder.clientIp,
    DatabaseId: installation.databaseId,
    DatabaseType: 0,
    SyncId: 0,
    VisitorId: holder.visitorId,
    Language: holder.language,
    CreditDay: installation.creditDay,
    PackageNo: installation.packageNo,
  })
  return new SignJWT({ MahakID: installation.mahakId, userToken, nbf: seconds, exp: seconds + WEEK_S, iat: seconds })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(installation.secret)
}

/** The visitor that a valid Authorization header speaks for; null otherwise. Takes all four spellings (§1.2). */
export async function readToken(
  installation: Installation,
  header: string | undefined,
  clock: Clock,
): Promise<number | null> {
  const token = header?.replace(/^\s*bearer\s*:?\s*/i, '').trim()
  if (!token) return null
  try {
    const { payload } = await jwtVerify(token, installation.secret, { algorithms: ['HS256'], currentDate: clock.now() })
    const user: unknown = JSON.parse(String(payload.userToken))
    const isOurs =
      typeof user === 'object' && user !== null && 'VisitorId' in user && typeof user.VisitorId === 'number'
    return isOurs ? Number(user.VisitorId) : null
  } catch {
    return null
  }
}
