import type { PaymentState } from '@hybrid-store/contracts'
import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'
import type { Capture } from './payment-gateway.ts'
import { OPEN_STATES, statesBefore } from './payment-states.ts'

/** One try to pay one order. */
export interface Payment {
  id: Id<'pay'>
  orderId: Id<'ord'>
  gateway: string
  state: PaymentState
  amount: Rial
  /** The gateway's token of this try. */
  authority: string | null
  /** The gateway's reference of the captured money, as customers are shown it. */
  reference: string | null
  cardPan: string | null
  /** Why captured money has to go back; null if it may be kept. */
  refundReason: string | null
  createdAt: Date
  paidAt: Date | null
}

const columns = sql`id, order_id as "orderId", gateway, state, amount, authority, reference, card_pan as "cardPan",
  refund_reason as "refundReason", created_at as "createdAt", paid_at as "paidAt"`

export async function insertPayment(
  tx: Tx,
  payment: Pick<Payment, 'id' | 'orderId' | 'gateway' | 'amount' | 'createdAt'> & { nextInquiryAt: Date },
): Promise<Payment> {
  const row = await tx.row<Payment>(sql`
    insert into payments.payment (id, order_id, gateway, amount, created_at, next_inquiry_at)
    values (${payment.id}, ${payment.orderId}, ${payment.gateway}, ${payment.amount}, ${payment.createdAt},
      ${payment.nextInquiryAt})
    returning ${columns}`)
  if (!row) throw new Error('insert gave no row')
  return row
}

export const selectPayment = (db: Queryable, id: string): Promise<Payment | null> =>
  db.row<Payment>(sql`select ${columns} from payments.payment where id = ${id}`)

export const lockPayment = (tx: Tx, id: string): Promise<Payment | null> =>
  tx.row<Payment>(sql`select ${columns} from payments.payment where id = ${id} for update`)

/** One payment per order: the one that paid it, else one whose outcome is not known, else its newest. */
export const selectCurrent = (db: Queryable, orderIds: readonly string[]): Promise<Payment[]> =>
  db.rows<Payment>(sql`
    select distinct on (order_id) ${columns} from payments.payment where order_id = any(${orderIds}::text[])
    order by order_id, (state = 'paid' and refund_reason is null) desc,
      (state = 'unknown' and refund_reason is null) desc, created_at desc, id desc`)

/** The orders among these for which money may still arrive. */
export async function selectOrdersWithOpen(db: Queryable, orderIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ orderId: string }>(sql`
    select distinct order_id as "orderId" from payments.payment
    where order_id = any(${orderIds}::text[]) and state = any(${[...OPEN_STATES]}::text[])`)
  return new Set(rows.map((row) => row.orderId))
}

/** Moves a payment if its state allows it, and gives it as it is then; null if the state does not allow it. */
export const moveTo = (
  tx: Tx,
  id: string,
  to: PaymentState,
  change: { authority?: string; redirectedAt?: Date; nextInquiryAt?: Date } = {},
): Promise<Payment | null> =>
  tx.row<Payment>(sql`
    update payments.payment set state = ${to}, next_inquiry_at = ${change.nextInquiryAt ?? null},
      authority = coalesce(${change.authority ?? null}, authority),
      redirected_at = coalesce(${change.redirectedAt ?? null}, redirected_at)
    where id = ${id} and state = any(${statesBefore(to)}::text[]) returning ${columns}`)

/** Writes down captured money: kept as `paid`, or, with a reason to give it back, `unknown` until that is done. */
export const recordCapture = (
  tx: Tx,
  id: string,
  capture: Capture,
  outcome: { paidAt: Date; refundReason: string | null; nextInquiryAt: Date | null },
): Promise<Payment | null> =>
  tx.row<Payment>(sql`
    update payments.payment set state = ${outcome.refundReason === null ? 'paid' : 'unknown'},
      reference = ${capture.reference}, card_pan = ${capture.cardPan}, card_hash = ${capture.cardHash},
      fee = ${capture.fee}, paid_at = ${outcome.paidAt}, refund_reason = ${outcome.refundReason},
      next_inquiry_at = ${outcome.nextInquiryAt}
    where id = ${id} returning ${columns}`)

/** Marks money that is not captured yet as not wanted, so that the gateway is told to give it back. */
export const recordUnwanted = (tx: Tx, id: string, reason: string, nextInquiryAt: Date): Promise<Payment | null> =>
  tx.row<Payment>(sql`
    update payments.payment set state = 'unknown', refund_reason = ${reason}, next_inquiry_at = ${nextInquiryAt}
    where id = ${id} and refund_reason is null and state = any(${statesBefore('unknown')}::text[]) returning ${columns}`)

export async function isReferenceTaken(db: Queryable, payment: Payment, reference: string): Promise<boolean> {
  const other = await db.row(sql`
    select from payments.payment
    where gateway = ${payment.gateway} and reference = ${reference} and id <> ${payment.id}`)
  return other !== null
}

export const scheduleInquiry = (tx: Tx, id: string, at: Date): Promise<number> =>
  tx.run(sql`
    update payments.payment set next_inquiry_at = ${at} where id = ${id} and state = any(${[...OPEN_STATES]}::text[])`)

/** Takes payments that are due to be asked about; another process finds them again only after `leaseUntil`. */
export const leaseDue = (tx: Tx, now: Date, leaseUntil: Date, limit: number): Promise<Payment[]> =>
  tx.rows<Payment>(sql`
    update payments.payment set next_inquiry_at = ${leaseUntil}
    where id in (
      select id from payments.payment where next_inquiry_at <= ${now}
      order by next_inquiry_at limit ${limit} for update skip locked
    ) returning ${columns}`)

export const insertEvent = (
  tx: Tx,
  event: { paymentId: string; kind: string; at: Date; data?: unknown },
): Promise<number> =>
  tx.run(sql`
    insert into payments.event (payment_id, kind, at, data)
    values (${event.paymentId}, ${event.kind}, ${event.at}, ${JSON.stringify(event.data ?? {})}::jsonb)`)
