import cookie from '@fastify/cookie'
import type { Database } from '@hybrid-store/database'
import type { HttpServer, Logger } from '@hybrid-store/http'
import type { Clock } from '@hybrid-store/kernel'
import type { CoreConfig } from '../../config.ts'
import type { SmsSender } from '../notifications/index.ts'
import type { AccessTokens } from './access-tokens.ts'
import { registerOtpRoutes } from './otp.routes.ts'
import { deriveKey } from './secret-box.ts'
import { sessionCookies } from './session-cookies.ts'
import { registerSessionRoutes } from './sessions.routes.ts'
import { registerStaffRoutes } from './staff.routes.ts'

export interface IdentityDeps {
  db: Database
  clock: Clock
  logger: Logger
  sms: SmsSender
  tokens: AccessTokens
  config: Pick<CoreConfig, 'STORE_SECRET' | 'PUBLIC_URL'>
}

export function registerIdentityRoutes(app: HttpServer, deps: IdentityDeps): void {
  if (!app.hasReplyDecorator('setCookie')) app.register(cookie)
  const parts = {
    ...deps,
    otpKey: deriveKey(deps.config.STORE_SECRET, 'otp'),
    cookies: sessionCookies({ publicUrl: deps.config.PUBLIC_URL, clock: deps.clock }),
  }
  registerOtpRoutes(app, parts)
  registerSessionRoutes(app, parts)
  registerStaffRoutes(app, parts)
}
