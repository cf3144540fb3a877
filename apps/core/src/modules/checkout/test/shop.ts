import { sql } from '@hybrid-store/database'
import { fixedClock, type Id, newId, type Rial, rial } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { fakeGateway } from '../../../shared/test/fake-gateway.ts'
import { as, recordingLogger, testServer } from '../../../shared/test/test-server.ts'
import { cartMigrations, registerCartRoutes } from '../../cart/index.ts'
import { applyRemoteProducts, applyRemoteVariants, catalogMigrations } from '../../catalog/index.ts'
import { customersMigrations, findOrCreateByMobile } from '../../customers/index.ts'
import { applyRemoteLocations, applyRemoteStock, explainStock, inventoryMigrations } from '../../inventory/index.ts'
import { mediaMigrations } from '../../media/index.ts'
import { ordersMigrations, registerOrdersRoutes } from '../../orders/index.ts'
import { type PaymentGateway, paymentsMigrations, registerPaymentsRoutes, sweepPayments } from '../../payments/index.ts'
import { shippingMigrations } from '../../shipping/index.ts'
import { expireOverdueOrders } from '../expire-overdue-orders.ts'
import { registerCheckoutRoutes, settleOrder } from '../index.ts'

const SHIPPING: Rial = rial(600_000)
export const ADDRESS = {
  receiverName: 'مریم احمدی',
  mobile: '09351112233',
  province: 'تهران',
  city: 'تهران',
  address: 'خیابان آزادی، پلاک ۱',
  postalCode: '1234567890',
}

/** A whole small shop: catalogue, stock, carts, checkout and payments over a gateway (in memory unless told). */
export async function openShop(gatewayInUse?: PaymentGateway) {
  const db: TestDatabase = await testDatabase([
    mediaMigrations,
    catalogMigrations,
    inventoryMigrations,
    cartMigrations,
    shippingMigrations,
    customersMigrations,
    paymentsMigrations,
    ordersMigrations,
  ])
  const clock = fixedClock('2026-11-23T12:00:00Z')
  const { logger, lines } = recordingLogger()
  const bank = fakeGateway()
  const gateway = gatewayInUse ?? bank.gateway
  const config = { PUBLIC_URL: 'http://127.0.0.1:8080', RESERVATION_MINUTES: 15 }
  const deps = { db, clock, logger, gateway, config, settleOrder }
  const app = testServer(
    (server) => {
      registerCartRoutes(server, deps)
      registerCheckoutRoutes(server, deps)
      registerOrdersRoutes(server, deps)
      registerPaymentsRoutes(server, deps)
    },
    { logger },
  )
  const location = newId('loc')
  await db.transaction((tx) => applyRemoteLocations(tx, [{ id: location, code: 1, name: 'انبار', deleted: false }]))
  const method = await db.row<{ id: Id<'shp'> }>(sql`select id from shipping.method`)
  let code = 0

  const applyVariant = (variant: { id: Id<'var'>; productId: Id<'prd'>; price: number; deleted?: boolean }) =>
    db.transaction((tx) =>
      applyRemoteVariants(tx, [
        {
          id: variant.id,
          productId: variant.productId,
          code,
          barcode: '',
          options: [],
          isBase: true,
          priceLevels: Array.from({ length: 10 }, () => rial(variant.price)),
          sellPriceLevel: 1,
          deleted: variant.deleted ?? false,
        },
      ]),
    )
  const restock = (variantId: Id<'var'>, quantity: number) => {
    code += 1
    const row = { variantId, locationId: location, quantity, version: code, deleted: false }
    return db.transaction((tx) => applyRemoteStock(tx, [row]))
  }
  const inject = (method: 'GET' | 'POST', url: string, customerId: string, payload?: object, key?: string) =>
    app.inject({
      method,
      url,
      headers: { ...as('customer', customerId), ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ...(payload ? { payload } : {}),
    })
  const checkoutBody = (cartId: string, expectedTotal: number, change: object = {}) => ({
    cartId,
    shippingMethodId: method?.id,
    address: ADDRESS,
    expectedTotal,
    ...change,
  })

  return {
    app,
    db,
    clock,
    bank,
    deps,
    lines,
    shipping: SHIPPING,
    applyVariant,
    restock,
    checkoutBody,
    async goods(price: number, stock: number) {
      code += 1
      const productId = newId('prd')
      const id = newId('var')
      const product = {
        name: `کالای ${code}`,
        description: '',
        unit: 'عدد',
        code,
        taxPercent: 0,
        chargePercent: 0,
        weight: 0,
        tags: '',
      }
      await db.transaction((tx) =>
        applyRemoteProducts(tx, [{ id: productId, categoryId: null, ...product, deleted: false }]),
      )
      await applyVariant({ id, productId, price })
      await restock(id, stock)
      return { id, productId, price }
    },
    customer: async () => {
      code += 1
      const mobile = `+98912${String(code).padStart(7, '0')}`
      return (await db.transaction((tx) => findOrCreateByMobile(tx, mobile))).id
    },
    async cart(customerId: string, ...cartLines: [string, number][]): Promise<string> {
      const { id } = (await inject('POST', '/api/v1/carts', customerId)).json()
      for (const [variantId, quantity] of cartLines)
        await inject('POST', `/api/v1/carts/${id}/lines`, customerId, { variantId, quantity })
      return id
    },
    post: (customerId: string, payload: object, key: string | undefined = crypto.randomUUID()) =>
      inject('POST', '/api/v1/checkout', customerId, payload, key),
    postWithoutKey: (customerId: string, payload: object) => inject('POST', '/api/v1/checkout', customerId, payload),
    checkOut: (customerId: string, cartId: string, itemsTotal: number, key: string = crypto.randomUUID()) =>
      inject('POST', '/api/v1/checkout', customerId, checkoutBody(cartId, itemsTotal + SHIPPING), key),
    payAgain: (customerId: string, orderId: string) => inject('POST', `/api/v1/orders/${orderId}/pay`, customerId),
    order: async (customerId: string, orderId: string) =>
      (await inject('GET', `/api/v1/orders/${orderId}`, customerId)).json(),
    /** The buyer pays at the bank; `confirm` brings them back. */
    pay: async (paymentId: string) => {
      const row = await db.row<{ authority: string }>(
        sql`select authority from payments.payment where id = ${paymentId}`,
      )
      bank.set(row?.authority ?? null, 'PAID')
      return row?.authority ?? ''
    },
    confirm: async (paymentId: string, status = 'OK') => {
      const row = await db.row<{ authority: string }>(
        sql`select authority from payments.payment where id = ${paymentId}`,
      )
      return app.inject({
        method: 'POST',
        url: `/api/v1/payments/${paymentId}/confirm`,
        payload: { authority: row?.authority, status },
      })
    },
    sweepAfter: async (minutes: number) => {
      clock.advance(minutes * 60_000)
      await sweepPayments(deps)
      await expireOverdueOrders(deps)
    },
    stock: async (variantId: Id<'var'>) => {
      const { onHand, pending, reserved, available } = await explainStock(db, variantId)
      return { onHand, pending, reserved, available }
    },
    /** How many rows there are of everything a checkout writes. */
    rows: () =>
      db.row<Record<string, number>>(sql`
        select (select count(*) from orders."order") as orders, (select count(*) from orders.order_line) as lines,
          (select count(*) from payments.payment) as payments, (select count(*) from payments.event) as events,
          (select count(*) from inventory.reservation) as reservations,
          (select count(*) from inventory.movement where kind <> 'remote_stock') as movements,
          (select count(*) from cart.cart where completed_order_id is not null) as completed,
          (select count(*) from platform.outbox) as outbox, (select count(*) from sync.dirty) as dirty`),
    close: async () => {
      await app.close()
      await db.close()
    },
  }
}

export type Shop = Awaited<ReturnType<typeof openShop>>
