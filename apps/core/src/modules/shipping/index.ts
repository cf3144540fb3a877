import type { Migrations } from '@hybrid-store/database'

export { findMethod, type ShippingMethod } from './shipping.repository.ts'
export { registerShippingRoutes } from './shipping.routes.ts'

export const shippingMigrations: Migrations = {
  module: 'shipping',
  folder: new URL('./migrations/', import.meta.url),
}
