export { explainVariants } from './explain-variants.ts'
export { registerStockRoutes } from './stock.routes.ts'
