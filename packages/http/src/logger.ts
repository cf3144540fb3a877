import { correlationId } from '@hybrid-store/observability/correlation'
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'

export type { Logger } from 'pino'

/** Members whose values never reach a log line, at the top of the logged object or up to two levels below. */
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
  return [member, `*${member}`, `*.*${member}`]
})

/** An error without what PostgreSQL adds to its message: those two quote rows and parameters, people's data among them. */
function shownError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { detail: _, where: __, ...shown } = stdSerializers.err(error)
  return shown
}

/**
 * Structured logs, secrets and phone numbers redacted; lines written on behalf of a request carry its id (`correlationId`). `level` defaults to LOG_LEVEL or info, `destination` to standard
 * output.
 */
export function createLogger(options: { name: string; level?: string; destination?: DestinationStream }): Logger {
  const settings = {
    name: options.name,
    level: options.level ?? process.env.LOG_LEVEL ?? 'info',
    redact: { paths, censor: '[redacted]' },
    serializers: { err: shownError },
    mixin: () => {
      const id = correlationId()
      return id === undefined ? {} : { correlationId: id }
    },
  }
  return options.destination ? pino(settings, options.destination) : pino(settings)
}
