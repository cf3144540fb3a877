import { type Database, sql } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import { z } from 'zod'
import type { Switches } from '../switches/switches.ts'
import { type Installation, issueToken, md5, serverTime } from './token.ts'

export interface LogInDeps {
  db: Database
  clock: Clock
  installation: Installation
  switches: { current(): Switches }
}

const text = z.union([z.string(), z.number().transform(String)]).nullish()
const requestSchema = z.object({ username: text, password: text, language: text })

interface LogInAnswer {
  status: number
  body: object
}

/** Login and LoginV2 (§2): the password comes as MD5 in lower-case hex. `members` have lower-case names. */
export async function logIn(deps: LogInDeps, members: object, clientIp: string): Promise<LogInAnswer> {
  const { acceptPlainPassword, wrongPasswordStatus } = deps.switches.current()
  const request = requestSchema.safeParse(members)
  const { username, password, language } = request.data ?? {}
  const login = username ? await findLogin(deps.db, username) : null
  const matches =
    login && (password === login.passwordMd5 || (acceptPlainPassword && md5(password ?? '') === login.passwordMd5))
  if (!matches) return { status: wrongPasswordStatus, body: WRONG_PASSWORD }
  const holder = { ...login, clientIp, language: language ?? 'fa' }
  return { status: 200, body: await answer(deps, holder) }
}

const WRONG_PASSWORD = { Result: false, Code: 1001, Message: 'نام کاربری یا رمز عبور اشتباه است' }

interface Login {
  userName: string
  visitorId: number
  passwordMd5: string
  title: string
}

const findLogin = (db: Database, userName: string): Promise<Login | null> =>
  db.row(sql`select user_name as "userName", visitor_id as "visitorId", password_md5 as "passwordMd5", title
             from mahak.login where lower(user_name) = lower(${userName})`)

async function answer({ installation, clock }: LogInDeps, login: Login & { clientIp: string; language: string }) {
  const at = clock.now()
  return {
    Result: true,
    Data: {
      UserToken: await issueToken(installation, login, at),
      SyncId: 0,
      VisitorId: login.visitorId,
      DatabaseId: installation.databaseId,
      UserTitle: login.title,
      ServerTime: serverTime(at),
      MahakId: installation.mahakId,
      CreditDay: installation.creditDay,
      HasRadara: false,
      WithDataTransfer: false,
      PackageNo: installation.packageNo,
    },
  }
}
