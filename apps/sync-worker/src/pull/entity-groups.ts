import type { PulledEntity } from '../data-transformer/remote-entities.ts'

/**
 * What is read together in one call. Each entity belongs to one group, and one worker at a time reads a group, so the
 * groups do not wait for each other. `orders` also reads back what we have sent.
 */
export const ENTITY_GROUPS = {
  catalog: [
    'Banks',
    'Cashes',
    'Visitors',
    'PersonGroups',
    'ProductCategories',
    'PropertyDescriptions',
    'Products',
    'ProductDetails',
    'VisitorProducts',
  ],
  inventory: ['Stores', 'ProductDetailStoreAssets'],
  pictures: ['Pictures', 'PhotoGalleries'],
  orders: ['People', 'VisitorPeople', 'Orders', 'OrderDetails', 'Receipts', 'Cheques', 'Payments', 'PaymentCheques'],
  people: ['Regions', 'PersonAddresses', 'Transactions'],
} as const satisfies Record<string, readonly PulledEntity[]>

export type EntityGroup = keyof typeof ENTITY_GROUPS

export const entityGroups = [
  'catalog',
  'inventory',
  'pictures',
  'orders',
  'people',
] as const satisfies readonly EntityGroup[]

/** The group an entity is read with. */
export const groupOf = (entity: PulledEntity): EntityGroup =>
  entityGroups.find((group) => ENTITY_GROUPS[group].some((member) => member === entity)) ?? 'catalog'
