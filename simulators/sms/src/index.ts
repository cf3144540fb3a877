export { createSmsSimulator, type SmsSimulator, type SmsSimulatorOptions } from './create-sms-simulator.ts'
