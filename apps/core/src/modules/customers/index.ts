import type { Migrations } from '@hybrid-store/database'

export { type Customer, selectById as findCustomer } from './customers.repository.ts'
export { registerCustomersRoutes } from './customers.routes.ts'
export { fillMissingName } from './fill-missing-name.ts'
export { findOrCreateByMobile } from './find-or-create-by-mobile.ts'
export { readCustomersForSync } from './read-customers-for-sync.ts'

export const customersMigrations: Migrations = {
  module: 'customers',
  folder: new URL('./migrations/', import.meta.url),
}
