import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Members whose values never reach a log line, wherever they stand in the logged object. */
const SECRET = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'code',
  'mobile',
  'userToken',
]
const paths = SECRET.flatMap((key) => {
  const member = `["${key}"]`
  return [member.slice(0), `*${member}`, `*.*${member}`]
})

/** Structured logs to standard output, secrets and phone numbers redacted. `level` defaults to LOG_LEVEL or info. */
export function createLogger(options: { name: string; level?: string }): Logger {
  return pino({
    name: options.name,
    level: options.level ?? process.env.LOG_LEVEL ?? 'info',
    redact: { paths, censor: '[redacted]' },
  })
}
