import type { Migrations } from '@hybrid-store/database'

export { type CartRecord, completeCart, lockCart } from './cart.repository.ts'
export { registerCartRoutes } from './cart.routes.ts'
export { type PricedCart, type PricedLine, priceCart } from './price-cart.ts'

export const cartMigrations: Migrations = { module: 'cart', folder: new URL('./migrations/', import.meta.url) }
