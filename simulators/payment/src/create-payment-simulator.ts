import formBody from '@fastify/formbody'
import { createHttpServer, type HttpServer, listen } from '@hybrid-store/http'
import { type Clock, systemClock } from '@hybrid-store/kernel'
import type { Logger } from 'pino'
import { adminRoutes } from './admin/admin.routes.ts'
import { startPayRoutes } from './bank-page/start-pay.routes.ts'
import { openPaymentStore } from './payment-store.ts'
import { createSwitchBoard } from './switches.ts'
import { zarinpalRoutes } from './zarinpal/zarinpal.routes.ts'

export interface PaymentSimulatorOptions {
  /** 0 = any free port. */
  port: number
  host?: string
  logger: Logger
  /** File in which payments outlive a restart; without it they are forgotten. */
  dataFile?: string
  clock?: Clock
  /** First letter of authorities: S as in ZarinPal's sandbox unless told. */
  authorityPrefix?: 'S' | 'A'
}

export interface PaymentSimulator {
  app: HttpServer
  /** Base URL; the API is below `/pg/v4/payment/`. */
  url: string
  close(): Promise<void>
}

/** Starts a payment gateway that speaks ZarinPal's API v4 and moves no money. */
export async function createPaymentSimulator(options: PaymentSimulatorOptions): Promise<PaymentSimulator> {
  const { port, host, logger, dataFile, clock = systemClock, authorityPrefix = 'S' } = options
  const switches = createSwitchBoard()
  const payments = await openPaymentStore(dataFile, clock, switches)
  const gateway = { payments, switches, clock, authorityPrefix }

  const app = createHttpServer({ name: 'simulator-payment', logger })
  await app.register(formBody)
  app.register(async (scope: HttpServer) => zarinpalRoutes(scope, gateway), { prefix: '/pg/v4/payment' })
  startPayRoutes(app, gateway)
  adminRoutes(app, gateway)
  const url = await listen(app, { port, host, portVariable: 'SIM_PAYMENT_PORT' })
  return { app, url, close: () => app.close() }
}
