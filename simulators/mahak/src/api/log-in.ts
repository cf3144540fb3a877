import { type Database, sql } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import { z } from 'zod'
import type { Switches } from '../switches/switches.ts'
import { REFUSALS } from './answers.ts'
import type { Installation } from './installation.ts'
import { md5, serverTime, type TokenHolder, type Tokens } from './token.ts'

export interface LogInDeps {
  db: Database
  clock: Clock
  installation: Installation
  tokens: Tokens
  switches: { current(): Switches }
}

/** The database takes no NUL, so no login has one. */
const text = z.union([z.string().regex(/^[^\0]*$/), z.number().transform(String)]).nullish()
const requestSchema = z.object({ username: text, password: text, language: text })

interface LogInAnswer {
  status: number
  body: object
}

/** What LoginV2 is said to insist on (§2.4). */
const METADATA = ['databaseId', 'packageNo', 'appId', 'description', 'clientVersion'] as const

/** Login (§2): the password comes as MD5 in lower-case hex. `members` have lower-case names. */
export async function logIn(deps: LogInDeps, members: object, clientIp: string): Promise<LogInAnswer> {
  const { acceptPlainPassword, wrongPasswordStatus } = deps.switches.current()
  const request = requestSchema.safeParse(members)
  const { username, password, language } = request.data ?? {}
  const login = username ? await findLogin(deps.db, username) : null
  const matches =
    login && (password === login.passwordMd5 || (acceptPlainPassword && md5(password ?? '') === login.passwordMd5))
  if (!matches) return { status: wrongPasswordStatus, body: REFUSALS.wrongPassword }
  return { status: 200, body: await answer(deps, { ...login, clientIp, language: language ?? 'fa' }) }
}

/** LoginV2: the same, but its sender must tell who it is unless the switch lets it off. */
export async function logInV2(deps: LogInDeps, members: object, clientIp: string): Promise<LogInAnswer> {
  const missing = METADATA.filter((name) => !isGiven(Object.entries(members), name.toLowerCase()))
  if (deps.switches.current().loginV2Strict && missing.length > 0)
    return {
      status: 200,
      body: { Result: false, Code: 1002, Message: `اطلاعات ورود کامل نیست: ${missing.join(', ')}` },
    }
  return logIn(deps, members, clientIp)
}

const isGiven = (entries: [string, unknown][], name: string): boolean =>
  entries.some(([key, value]) => key === name && value !== null && value !== '')

interface Login {
  userName: string
  visitorId: number
  passwordMd5: string
  title: string
}

const findLogin = (db: Database, userName: string): Promise<Login | null> =>
  db.row(sql`select user_name as "userName", visitor_id as "visitorId", password_md5 as "passwordMd5", title
             from mahak.login where lower(user_name) = lower(${userName})`)

async function answer({ installation, tokens, switches, clock }: LogInDeps, login: Login & TokenHolder) {
  const { databaseId, creditDay } = switches.current()
  return {
    Result: true,
    Data: {
      UserToken: await tokens.issue(login),
      SyncId: 0,
      VisitorId: login.visitorId,
      DatabaseId: databaseId,
      UserTitle: login.title,
      ServerTime: serverTime(clock.now()),
      MahakId: installation.mahakId,
      CreditDay: creditDay,
      HasRadara: false,
      WithDataTransfer: false,
      PackageNo: installation.packageNo,
    },
  }
}
