export { cancelOrder } from './cancel-order.ts'
export { registerCheckoutRoutes } from './checkout.routes.ts'
export { startPaymentSweeper } from './payment-sweeper.ts'
export { settleOrder } from './settle-order.ts'
