export {
  createPaymentSimulator,
  type PaymentSimulator,
  type PaymentSimulatorOptions,
} from './create-payment-simulator.ts'
