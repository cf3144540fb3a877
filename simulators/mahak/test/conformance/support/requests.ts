let lastClientId = 700_000

/** A client id that no other row of the run has. */
export const newClientId = (): number => ++lastClientId

/** Ids of the catalogue's rows, as the simulator gives them. */
export const SHOP = {
  visitorId: 40_123,
  otherVisitorId: 40_124,
  newcomerId: 40_125,
  personId: 55_000_001,
  personGroupId: 98_001,
  storeId: 1200,
  secondStoreId: 1201,
  bankId: 4001,
  cashId: 3001,
} as const

/** Goods of the catalogue: a product with its base row and two variants, and others with one detail each. */
export const GOODS = {
  trousers: { productId: 8_100_001, baseId: 9_200_001, largeId: 9_200_002, mediumId: 9_200_003 },
  mug: { productId: 8_100_002, detailId: 9_200_004 },
  penOfAnother: { productId: 8_100_003, detailId: 9_200_005 },
  cloth: { productId: 8_100_004, detailId: 9_200_006 },
  deleted: { productId: 8_100_005, detailId: 9_200_007 },
} as const

/** A person as a shop sends one; `members` add to it or replace. */
export const newPerson = (members: object = {}) => ({
  personClientId: newClientId(),
  firstName: 'سارا',
  lastName: 'نمونه',
  mobile: '09120000000',
  personGroupId: SHOP.personGroupId,
  personType: 0,
  ...members,
})

/** A sale to the catalogue's person, without lines. */
export const newOrder = (members: object = {}) => ({
  orderClientId: newClientId(),
  personId: SHOP.personId,
  visitorId: SHOP.visitorId,
  orderType: 201,
  orderDate: '2026-02-09T14:05:00',
  deliveryDate: '2026-02-09T14:05:00',
  discount: 0,
  discountType: 0,
  deleted: false,
  ...members,
})

/** One large pair of trousers for 9,000,000. */
export const newLine = (orderClientId: number, members: object = {}) => ({
  orderDetailClientId: newClientId(),
  orderClientId,
  itemType: 1,
  productDetailId: GOODS.trousers.largeId,
  price: 9_000_000,
  count1: 1,
  count2: 0,
  discount: 0,
  discountType: 0,
  taxPercent: 0,
  chargePercent: 0,
  storeId: SHOP.storeId,
  deleted: false,
  ...members,
})
