import { parseMobile, toAsciiDigits } from '@hybrid-store/kernel'
import { z } from 'zod'
import { optionValue } from './catalog.ts'
import { cursorQuery, idSchema, instant, money, page, rialSchema } from './common.ts'

const text = (max: number) => z.string().trim().min(1).max(max)

export const mobileInput = z
  .string()
  .max(30)
  .transform((input, context) => {
    const mobile = parseMobile(input)
    if (mobile) return mobile
    context.addIssue({ code: 'custom', message: 'شمارهٔ موبایل درست نیست' })
    return z.NEVER
  })

export const addressInput = z.strictObject({
  receiverName: text(100),
  mobile: mobileInput,
  province: text(60),
  city: text(60),
  address: text(500),
  postalCode: z
    .string()
    .transform((code) => toAsciiDigits(code).trim())
    .refine((code) => /^\d{10}$/.test(code) && !/^(\d)\1{9}$/.test(code), 'کد پستی باید ۱۰ رقم باشد'),
})
export const addressView = z.object({
  receiverName: z.string(),
  mobile: z.string(),
  province: z.string(),
  city: z.string(),
  address: z.string(),
  postalCode: z.string(),
})

export const PAYMENT_METHODS = ['gateway', 'on_delivery'] as const

export const shippingMethodView = z.object({
  id: idSchema('shp'),
  title: z.string(),
  price: money,
  /** Whether an order sent this way can be paid when it is delivered. */
  onDelivery: z.boolean(),
})
export const shippingMethodBody = z.strictObject({ onDelivery: z.boolean() })
export const shippingMethodList = z.object({ items: z.array(shippingMethodView) })

export const checkoutBody = z.strictObject({
  cartId: idSchema('cart'),
  shippingMethodId: idSchema('shp'),
  address: addressInput,
  note: z.string().trim().max(500).optional(),
  paymentMethod: z.enum(PAYMENT_METHODS).default('gateway'),
  /** What the customer saw as the sum to pay, in Rial; a different sum is answered with cart_changed. */
  expectedTotal: rialSchema,
})

/** `placed`: to be paid on delivery, its goods are sold already. */
export const ORDER_STATES = ['pending_payment', 'placed', 'paid', 'cancelled', 'expired'] as const
/** Where the order stands in the shop's books: not sent, stored at Mahak, invoiced (number known), or in need of a person. */
export const BOOKS_STATES = ['waiting', 'accepted', 'confirmed', 'attention'] as const
export const PAYMENT_STATES = ['created', 'redirected', 'paid', 'failed', 'unknown', 'expired', 'reversed'] as const

export const orderLineView = z.object({
  variantId: idSchema('var'),
  productName: z.string(),
  options: z.array(optionValue),
  unitPrice: money,
  quantity: z.int(),
  total: money,
})
export const orderView = z.object({
  id: idSchema('ord'),
  number: z.int(),
  state: z.enum(ORDER_STATES),
  paymentMethod: z.enum(PAYMENT_METHODS),
  /** What is to be paid on delivery, in Rial; null when nothing is. */
  dueOnDelivery: money.nullable(),
  lines: z.array(orderLineView),
  itemsTotal: money,
  shippingTotal: money,
  total: money,
  shippingTitle: z.string(),
  address: addressView,
  note: z.string().nullable(),
  placedAt: instant,
  paidAt: instant.nullable(),
  /** Until when the goods are held for an unpaid order. */
  expiresAt: instant.nullable(),
  payment: z
    .object({
      id: idSchema('pay'),
      state: z.enum(PAYMENT_STATES),
      reference: z.string().nullable(),
      cardPan: z.string().nullable(),
    })
    .nullable(),
  booksState: z.enum(BOOKS_STATES),
  /** Mahak's OrderCode, once the accountant has made the invoice. */
  invoiceNumber: z.int().nullable(),
})
export const checkoutAnswer = z.object({
  order: orderView,
  /** Null for an order that is paid on delivery: there is no bank to go to. */
  payment: z.object({ id: idSchema('pay'), redirectUrl: z.string() }).nullable(),
})
export const payAnswer = z.object({ payment: z.object({ id: idSchema('pay'), redirectUrl: z.string() }) })
export const orderPage = page(orderView)
export const orderQuery = cursorQuery

/** What the browser brought back from the gateway: only a hint which payment to ask the gateway about. */
export const confirmPaymentBody = z.strictObject({ authority: z.string().max(100), status: z.string().max(20) })
export const confirmPaymentAnswer = z.object({ orderId: idSchema('ord'), state: z.enum(PAYMENT_STATES) })

export const cancelBody = z.strictObject({ reason: z.string().trim().min(1).max(300) })
export const returnBody = z.strictObject({
  lines: z
    .array(z.strictObject({ variantId: idSchema('var'), quantity: z.int().min(1).max(1_000_000) }))
    .min(1)
    .max(200),
  reason: z.string().trim().min(1).max(300),
})
/** What comes back to the books and is owed to the customer, in Rial. */
export const returnView = z.object({ id: idSchema('ret'), itemsTotal: money, shippingTotal: money, total: money })
export const refundBody = z.strictObject({
  amount: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** The bank's reference of the transfer to the customer. */
  reference: z.string().trim().min(1).max(100),
})
/** What was taken when the order was delivered; it must be what is due then, to the Rial. */
export const collectedBody = z.strictObject({ amount: z.int().min(1).max(Number.MAX_SAFE_INTEGER) })
export const collectionView = z.object({ id: idSchema('col'), amount: money, collectedAt: instant })
export const refundView = z.object({ id: idSchema('rfd'), amount: money, reference: z.string() })

export const changeOrderBody = z.strictObject({
  /** Of the order as it was seen; an order that was written since refuses the edit. */
  version: z.int(),
  /** New quantities; 0 takes a variant out, and what is not named stays. */
  lines: z
    .array(z.strictObject({ variantId: idSchema('var'), quantity: z.int().min(0).max(1_000_000) }))
    .max(200)
    .default([]),
  note: z.string().trim().max(500).optional(),
  address: addressInput.optional(),
})

/** An order with all that staff need to act on it. Amounts in Rial. */
export const adminOrderView = orderView.extend({
  version: z.int(),
  customerMobile: z.string(),
  paidTotal: money,
  refundedTotal: money,
  /** Paid for goods that are not kept, and not paid back yet. */
  refundDue: money,
  returns: z.array(z.object({ id: idSchema('ret'), total: money, reason: z.string(), recordedAt: instant })),
  refunds: z.array(z.object({ id: idSchema('rfd'), amount: money, reference: z.string(), paidAt: instant })),
  changes: z.array(z.object({ id: idSchema('chg'), changedAt: instant, totalBefore: money, totalAfter: money })),
})

export const adminOrderRow = orderView
  .pick({
    id: true,
    number: true,
    state: true,
    paymentMethod: true,
    dueOnDelivery: true,
    total: true,
    placedAt: true,
    paidAt: true,
    booksState: true,
    invoiceNumber: true,
  })
  .extend({ customerMobile: z.string(), receiverName: z.string(), itemCount: z.int() })
export const adminOrderPage = page(adminOrderRow)

export type AddressInput = z.infer<typeof addressInput>
export type AddressView = z.infer<typeof addressView>
export type ShippingMethodView = z.infer<typeof shippingMethodView>
export type CheckoutBody = z.infer<typeof checkoutBody>
export type CheckoutAnswer = z.infer<typeof checkoutAnswer>
export type OrderView = z.infer<typeof orderView>
export type ChangeOrderBody = z.infer<typeof changeOrderBody>
export type AdminOrderView = z.infer<typeof adminOrderView>
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]
export type OrderState = (typeof ORDER_STATES)[number]
export type BooksState = (typeof BOOKS_STATES)[number]
export type PaymentState = (typeof PAYMENT_STATES)[number]
export type AdminOrderRow = z.infer<typeof adminOrderRow>
