import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogMigrations } from '@hybrid-store/core/catalog'
import { customersMigrations, fillMissingName, findOrCreateByMobile } from '@hybrid-store/core/customers'
import { inventoryMigrations, markSold, reserve } from '@hybrid-store/core/inventory'
import { mediaMigrations } from '@hybrid-store/core/media'
import { createDraft, markPaid, ordersMigrations, placeOnDelivery } from '@hybrid-store/core/orders'
import { paymentsMigrations } from '@hybrid-store/core/payments'
import { sql } from '@hybrid-store/database'
import { type Id, newId, rial, rialTimes, systemClock } from '@hybrid-store/kernel'
import { messagingMigrations } from '@hybrid-store/messaging'
import { createDiskObjectStore, type ObjectStore } from '@hybrid-store/object-store'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { syncConfigSchema } from '../src/config.ts'
import type { MahakPort } from '../src/mahak-port.ts'
import { syncMigrations } from '../src/migrations.ts'
import { type EntityGroup, entityGroups } from '../src/pull/entity-groups.ts'
import { type PullOutcome, pullGroup } from '../src/pull/pull-group.ts'
import type { SyncDeps } from '../src/sync-deps.ts'
import { FakeMahak } from './fake-mahak.ts'

export interface World {
  db: TestDatabase
  mahak: FakeMahak
  deps: SyncDeps & { objects: ObjectStore }
  /** Reads every group once. */
  pullAll(): Promise<PullOutcome[]>
  /** The same from another Mahak. */
  pullAllFrom(mahak: MahakPort): Promise<PullOutcome[]>
  close(): Promise<void>
}

export const SHOP_MIGRATIONS = [
  messagingMigrations,
  catalogMigrations,
  inventoryMigrations,
  customersMigrations,
  ordersMigrations,
  paymentsMigrations,
  mediaMigrations,
  syncMigrations,
]

/** A shop with an empty database of its own, or with the given one, and a Mahak in memory. Settle times are 0 unless told. */
export async function createWorld(
  settings: Record<string, string | number> = {},
  database?: TestDatabase,
): Promise<World> {
  const db = database ?? (await testDatabase(SHOP_MIGRATIONS))
  const mahak = new FakeMahak()
  const config = syncConfigSchema.parse({ PULL_SETTLE_SECONDS: 0, SEND_SETTLE_SECONDS: 0, ...settings })
  const folder = mkdtempSync(join(tmpdir(), 'sync-world-'))
  const deps = {
    objects: createDiskObjectStore({ root: folder }),
    db,
    mahak,
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    config,
  }
  const pullAllFrom = async (other: MahakPort) => {
    const outcomes: PullOutcome[] = []
    for (const group of entityGroups) outcomes.push(await pullGroup({ ...deps, mahak: other }, group))
    return outcomes
  }
  return {
    db,
    mahak,
    deps,
    pullAllFrom,
    pullAll: () => pullAllFrom(mahak),
    close: async () => {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The same pace for all that is read. */
export const everyGroup = (ms: number): Record<EntityGroup, number> => ({
  catalog: ms,
  inventory: ms,
  pictures: ms,
  orders: ms,
  people: ms,
})

/** The least a shop needs at Mahak: its visitor with store, cash and bank, a group of customers, one product. */
export function openBooks(mahak: FakeMahak): void {
  mahak.put(
    'Stores',
    { StoreId: 1200, StoreCode: 1, Name: 'انبار مرکزی' },
    { StoreId: 1201, StoreCode: 2, Name: 'شعبه' },
  )
  mahak.put('Banks', { BankId: 4001, BankCode: 2, Name: 'ملت' })
  mahak.put('Cashes', { CashId: 3001, CashCode: 1, Name: 'صندوق' })
  mahak.put('Visitors', { VisitorId: 40123, Name: 'سایت', StoreCode: 1, CashCode: 1, BankCode: 2, Password: 'secret' })
  mahak.put('PersonGroups', { PersonGroupId: 98001, PersonGroupCode: 1, Name: 'مشتریان' })
  mahak.put('ProductCategories', { ProductCategoryId: 241001, Name: 'شلوار' })
  mahak.put('PropertyDescriptions', {
    PropertyDescriptionId: 600,
    PropertyDescriptionCode: 3,
    Name: 'Color',
    Title: 'رنگ',
  })
  mahak.put('Products', product(8100001))
  mahak.put(
    'ProductDetails',
    detail(9200000, 8100001, { ProductDetailCode: 0 }),
    detail(9200001, 8100001, { ProductDetailCode: 1, Properties: '[{"C":"3", "V":"مشكي"}]', Price1: 9_000_000 }),
    detail(9200002, 8100001, { ProductDetailCode: 2, Properties: '[{"C":"3", "V":"سفید"}]', Price1: 8_500_000 }),
  )
  mahak.put('ProductDetailStoreAssets', asset(31000001, 9200001, 1200, 12), asset(31000002, 9200002, 1200, 5))
}

export const product = (id: number, more: Record<string, unknown> = {}) => ({
  ProductId: id,
  ProductCode: id % 1000,
  ProductCategoryId: 241001,
  Name: `شلوار ${id}  `,
  UnitName: 'عدد',
  ...more,
})

export const detail = (id: number, productId: number, more: Record<string, unknown> = {}) => ({
  ProductDetailId: id,
  ProductDetailCode: 0,
  ProductId: productId,
  Properties: null,
  Price1: 1_000_000,
  DefaultSellPriceLevel: 1,
  ...more,
})

export const asset = (id: number, detailId: number, storeId: number, count: number) => ({
  ProductDetailStoreAssetId: id,
  ProductDetailId: detailId,
  StoreId: storeId,
  Count1: count,
})

/** The shop's id of a row of Mahak. */
export async function localIdOf(db: TestDatabase, entity: string, mahakId: number): Promise<string> {
  const row = await db.row<{ localId: string }>(
    sql`select local_id as "localId" from sync.link where entity = ${entity} and mahak_id = ${mahakId}`,
  )
  if (!row) throw new Error(`${entity} ${mahakId} has no link`)
  return row.localId
}

export interface TestOrder {
  mobile: string
  name?: string
  lines: { variantId: string; unitPrice: number; quantity: number }[]
  shipping?: number
  /** What the gateway took, if not the total. */
  paid?: number
  onDelivery?: boolean
}

/** A customer buys and pays, now or on delivery, as the core's own functions record it. */
export async function placeOrder(
  db: TestDatabase,
  order: TestOrder,
): Promise<{ id: Id<'ord'>; customerId: Id<'cus'> }> {
  const orderId = newId('ord')
  const now = new Date()
  const lines = order.lines.map((line) => ({
    ...line,
    variantId: asVariant(line.variantId),
    unitPrice: rial(line.unitPrice),
  }))
  const items = rial(lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0))
  const shipping = rial(order.shipping ?? 500_000)
  const total = rial(items + shipping)
  const customerId = await db.transaction(async (tx) => {
    const { id } = await findOrCreateByMobile(tx, order.mobile)
    await fillMissingName(tx, id, order.name ?? 'رضا نمونه')
    await reserve(tx, { orderId, lines, expiresAt: new Date(now.getTime() + 900_000) })
    await createDraft(tx, {
      id: orderId,
      cartId: newId('cart'),
      customerId: id,
      itemsTotal: items,
      shippingTotal: shipping,
      total,
      shippingTitle: 'پست',
      address: {
        receiverName: 'رضا نمونه',
        mobile: order.mobile,
        province: 'تهران',
        city: 'تهران',
        address: 'خیابان آزادی',
        postalCode: '1234567890',
      },
      note: null,
      placedAt: now,
      expiresAt: new Date(now.getTime() + 900_000),
      lines: lines.map((line) => ({
        ...line,
        productName: 'شلوار',
        options: [],
        total: rialTimes(line.unitPrice, line.quantity),
      })),
    })
    await markSold(tx, orderId)
    if (order.onDelivery) {
      await placeOnDelivery(tx, orderId)
      return id
    }
    const paymentId = newId('pay')
    await tx.run(sql`
      insert into payments.payment (id, order_id, gateway, state, amount, authority, reference, created_at, paid_at)
      values (${paymentId}, ${orderId}, 'zarinpal', 'paid', ${order.paid ?? total}, ${`A${paymentId}`},
        ${`R${paymentId}`}, ${now}, ${now})`)
    await markPaid(tx, orderId, now)
    return id
  })
  return { id: orderId, customerId }
}

function asVariant(id: string): Id<'var'> {
  const tail = id.slice(4)
  return `var_${tail}`
}
