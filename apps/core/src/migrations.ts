import type { Migrations } from '@hybrid-store/database'
import { platformMigrations } from '@hybrid-store/database'
import { messagingMigrations } from '@hybrid-store/messaging'
import { cartMigrations } from './modules/cart/index.ts'
import { catalogMigrations } from './modules/catalog/index.ts'
import { customersMigrations } from './modules/customers/index.ts'
import { identityMigrations } from './modules/identity/index.ts'
import { inventoryMigrations } from './modules/inventory/index.ts'
import { mediaMigrations } from './modules/media/index.ts'
import { ordersMigrations } from './modules/orders/index.ts'
import { paymentsMigrations } from './modules/payments/index.ts'
import { shippingMigrations } from './modules/shipping/index.ts'

/** All tables of the core, in the order they are made. */
export const coreMigrations: readonly Migrations[] = [
  platformMigrations,
  messagingMigrations,
  identityMigrations,
  customersMigrations,
  mediaMigrations,
  catalogMigrations,
  inventoryMigrations,
  cartMigrations,
  shippingMigrations,
  ordersMigrations,
  paymentsMigrations,
]
