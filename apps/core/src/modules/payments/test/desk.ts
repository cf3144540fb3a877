import { sql } from '@hybrid-store/database'
import { fail, fixedClock, type Id, newId, ok, rial } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { fakeGateway } from '../../../shared/test/fake-gateway.ts'
import { recordingLogger, testServer } from '../../../shared/test/test-server.ts'
import {
  openPayment,
  type Payment,
  type PaymentDeps,
  paymentsMigrations,
  registerPaymentsRoutes,
  requestPayment,
  type SettleRefusal,
  sweepPayments,
} from '../index.ts'
import { selectPayment } from '../payments.repository.ts'

export const PUBLIC_URL = 'http://127.0.0.1:8080/'

/** The payments module with a gateway in memory and orders that are a list of what was settled. */
export async function paymentsDesk() {
  const db: TestDatabase = await testDatabase([paymentsMigrations])
  await db.run(sql`create table settled (order_id text)`)
  const clock = fixedClock('2026-11-23T12:00:00Z')
  const { logger, lines } = recordingLogger()
  const bank = fakeGateway()
  const refusal: { next: SettleRefusal['code'] | null } = { next: null }
  const deps: PaymentDeps = {
    db,
    clock,
    logger,
    gateway: bank.gateway,
    settleOrder: async (tx, { orderId }) => {
      if (refusal.next) return fail({ code: refusal.next })
      await tx.run(sql`insert into settled values (${orderId})`)
      return ok(undefined)
    },
  }
  const app = testServer((server) => registerPaymentsRoutes(server, deps), { logger })

  const open = (orderId: Id<'ord'> = newId('ord')) =>
    db.transaction((tx) => openPayment(tx, deps, { orderId, amount: rial(1_250_000) }))
  const request = async (payment: Payment) =>
    requestPayment(deps, { payment, orderNumber: 1001, mobile: '+989121234567', publicUrl: PUBLIC_URL })
  return {
    db,
    clock,
    deps,
    bank,
    refusal,
    lines,
    open,
    request,
    /** A payment whose buyer is at the bank. */
    redirected: async (orderId?: Id<'ord'>): Promise<Payment & { authority: string }> => {
      const requested = await request(await open(orderId))
      if (!requested.ok || requested.value.authority === null) throw new Error('the gateway gave no token')
      return { ...requested.value, authority: requested.value.authority }
    },
    confirm: (payment: Payment, status = 'OK', authority = payment.authority ?? '') =>
      app.inject({ method: 'POST', url: `/api/v1/payments/${payment.id}/confirm`, payload: { authority, status } }),
    post: (id: string, payload: object) =>
      app.inject({ method: 'POST', url: `/api/v1/payments/${id}/confirm`, payload }),
    sweepAfter: async (minutes: number) => {
      clock.advance(minutes * 60_000)
      return sweepPayments(deps)
    },
    read: (payment: Payment) => selectPayment(db, payment.id),
    state: async (payment: Payment) => (await selectPayment(db, payment.id))?.state,
    settled: async () =>
      (await db.rows<{ orderId: string }>(sql`select order_id as "orderId" from settled`)).map((row) => row.orderId),
    events: async (payment: Payment) =>
      (
        await db.rows<{ kind: string }>(
          sql`select kind from payments.event where payment_id = ${payment.id} order by id`,
        )
      ).map((row) => row.kind),
    reset: async () => {
      bank.reset()
      refusal.next = null
      await db.run(sql`truncate settled, payments.payment cascade`)
    },
    close: async () => {
      await app.close()
      await db.close()
    },
  }
}

export type PaymentsDesk = Awaited<ReturnType<typeof paymentsDesk>>
