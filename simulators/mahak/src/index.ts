export { createMahakSimulator, type MahakSimulator, type MahakSimulatorOptions } from './create-mahak-simulator.ts'
export type { Switches } from './switches/switches.ts'
