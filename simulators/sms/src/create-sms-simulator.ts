import formBody from '@fastify/formbody'
import { createHttpServer, type HttpServer, listen } from '@hybrid-store/http'
import { type Clock, systemClock } from '@hybrid-store/kernel'
import type { Logger } from 'pino'
import { adminRoutes } from './admin/admin.routes.ts'
import { openInbox } from './inbox.ts'
import { kavenegarRoutes } from './kavenegar/kavenegar.routes.ts'
import { createSwitchBoard } from './switches.ts'

export interface SmsSimulatorOptions {
  /** 0 = any free port. */
  port: number
  host?: string
  logger: Logger
  /** File in which messages outlive a restart; without it they are forgotten. */
  dataFile?: string
  clock?: Clock
}

export interface SmsSimulator {
  app: HttpServer
  /** Base URL; the API is below `/v1/{key}/`, the inbox at `/`. */
  url: string
  close(): Promise<void>
}

/** Starts an SMS provider that speaks Kavenegar's API and puts every message into an inbox. */
export async function createSmsSimulator(options: SmsSimulatorOptions): Promise<SmsSimulator> {
  const { port, host, logger, dataFile, clock = systemClock } = options
  const operator = { inbox: await openInbox(dataFile), switches: createSwitchBoard(), clock }
  const app = createHttpServer({ name: 'simulator-sms', logger })
  await app.register(formBody)
  app.register(async (scope: HttpServer) => kavenegarRoutes(scope, operator), { prefix: '/v1' })
  adminRoutes(app, operator)
  const url = await listen(app, { port, host, portVariable: 'SIM_SMS_PORT' })
  return { app, url, close: () => app.close() }
}
