import { fixedClock, type ManualClock, ok } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import type { LightMyRequestResponse } from 'fastify'
import { recordingLogger, testServer } from '../../../shared/test/test-server.ts'
import { customersMigrations } from '../../customers/index.ts'
import type { SmsFailure, SmsSender } from '../../notifications/index.ts'
import { createAccessTokens, identityMigrations, registerIdentityRoutes } from '../index.ts'

export const SECRET = 'a secret of the store, long enough'

/** The identity module behind HTTP, with a clock that is moved by hand and an SMS provider that keeps what it is given. */
export async function identityDesk(publicUrl = 'http://127.0.0.1:8080') {
  const db: TestDatabase = await testDatabase([customersMigrations, identityMigrations])
  const clock: ManualClock = fixedClock('2026-11-23T12:00:00Z')
  const { logger, lines } = recordingLogger()
  const sent: { mobile: string; code: string }[] = []
  const smsFailure: { next: SmsFailure | null } = { next: null }
  const sms: SmsSender = {
    sendOtp: async (mobile, code) => {
      if (smsFailure.next) return { ok: false, error: smsFailure.next }
      sent.push({ mobile, code })
      return ok(undefined)
    },
  }
  const tokens = await createAccessTokens(db, { secret: SECRET, clock })
  const app = testServer(
    (server) =>
      registerIdentityRoutes(server, {
        db,
        clock,
        logger,
        sms,
        tokens,
        config: { STORE_SECRET: SECRET, PUBLIC_URL: publicUrl },
      }),
    { tokens, logger },
  )
  const post = (path: string, payload: object, options: { cookies?: Record<string, string>; ip?: string } = {}) =>
    app.inject({
      method: 'POST',
      url: `/api/v1/auth/${path}`,
      payload,
      cookies: options.cookies ?? {},
      remoteAddress: options.ip ?? '192.0.2.1',
    })
  return {
    db,
    clock,
    lines,
    sent,
    smsFailure,
    tokens,
    app,
    post,
    askCode: (mobile: string, ip?: string) => post('otp', { mobile }, ip ? { ip } : {}),
    enter: (mobile: string, code: string) => post('otp/verify', { mobile, code }),
    lastCode: () => sent.at(-1)?.code ?? '',
    close: async () => {
      await app.close()
      await db.close()
    },
  }
}

export type IdentityDesk = Awaited<ReturnType<typeof identityDesk>>

export const cookie = (answer: LightMyRequestResponse, name: string): string =>
  answer.cookies.find((entry) => entry.name === name)?.value ?? ''

/** Six digits that are not `code`. */
export const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
