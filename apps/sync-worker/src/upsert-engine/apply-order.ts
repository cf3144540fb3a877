import type { PulledEntity } from '../data-transformer/remote-entities.ts'
import { type Applier, keepOnly } from './applier.ts'
import { applyOrders } from './appliers/documents.ts'
import { applyCategories, applyDetails, applyProducts, applyProperties } from './appliers/goods.ts'
import { applyAddresses, applyGroups, applyPeople, applyTransactions } from './appliers/people.ts'
import { applyGalleries, applyPictures } from './appliers/pictures.ts'
import { applyAssets, applyAssignments, applyStores } from './appliers/stock.ts'

/** How each entity is taken over, in the order in which the shop gets them: parents before their children. */
export const appliers: Readonly<Record<PulledEntity, Applier>> = {
  Stores: applyStores,
  Banks: keepOnly,
  Cashes: keepOnly,
  Visitors: keepOnly,
  PersonGroups: applyGroups,
  Regions: keepOnly,
  ProductCategories: applyCategories,
  PropertyDescriptions: applyProperties,
  Products: applyProducts,
  ProductDetails: applyDetails,
  VisitorProducts: applyAssignments,
  ProductDetailStoreAssets: applyAssets,
  Pictures: applyPictures,
  PhotoGalleries: applyGalleries,
  People: applyPeople,
  VisitorPeople: keepOnly,
  PersonAddresses: applyAddresses,
  Transactions: applyTransactions,
  Orders: applyOrders,
  OrderDetails: keepOnly,
  Receipts: keepOnly,
  Cheques: keepOnly,
  Payments: keepOnly,
  PaymentCheques: keepOnly,
}
