import type { Migrations } from '@hybrid-store/database'

export { applyRemoteAddresses, rememberAddress, saveAddress } from './address-book.ts'
export {
  type AddressRecord,
  deleteAddress,
  lockAddressRecords as lockAddresses,
  selectAddressRecords as readAddressesForCompare,
  selectLiveIds as addressesToSend,
} from './addresses.repository.ts'
export { digestAddresses, digestCustomers } from './compare.repository.ts'
export { applyRemoteGroups } from './customer-groups.ts'
export {
  type Customer,
  type CustomerRecord,
  lockRecords as lockCustomers,
  selectById as findCustomer,
  selectRecords as readCustomersForCompare,
  updateRecords as writeCustomers,
} from './customers.repository.ts'
export { registerCustomersRoutes } from './customers.routes.ts'
export { fillMissingName } from './fill-missing-name.ts'
export { findCustomersByMobile } from './find-customers-by-mobile.ts'
export { findOrCreateByMobile } from './find-or-create-by-mobile.ts'
export { readCustomersForSync } from './read-customers-for-sync.ts'
export { applyRemoteStatement, type RemoteEntry } from './statement.ts'

export const customersMigrations: Migrations = {
  module: 'customers',
  folder: new URL('./migrations/', import.meta.url),
}
