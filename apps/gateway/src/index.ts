export { type GatewayConfig, gatewayConfigSchema } from './config.ts'
export { createGateway, type Gateway } from './create-gateway.ts'
