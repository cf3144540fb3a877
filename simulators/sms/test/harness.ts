import { fixedClock } from '@hybrid-store/kernel'
import { pino } from 'pino'
import { createSmsSimulator, type SmsSimulatorOptions } from '../src/index.ts'

export const KEY = '4D6B5A7358787A48634B6B3D'
export const RECEPTOR = '09121234567'

/** A simulator of the test's own, with a caller for the API. `logged` holds every line of its log. */
export async function startSimulator(options: Partial<SmsSimulatorOptions> = {}) {
  const clock = fixedClock('2026-11-23T10:00:00Z')
  const logged: string[] = []
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  const simulator = await createSmsSimulator({ port: 0, logger, clock, ...options })
  const { app } = simulator
  /** Fields that are undefined are left out. */
  const call = (method: string, fields: Record<string, string | undefined>, key = KEY) =>
    app.inject({
      method: 'POST',
      url: `/v1/${key}/${method}.json`,
      payload: new URLSearchParams(
        Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  return {
    ...simulator,
    clock,
    logged,
    call,
    lookUp: (fields: Record<string, string> = {}) =>
      call('verify/lookup', { receptor: RECEPTOR, token: '12345', template: 'otp', ...fields }),
    send: (fields: Record<string, string> = {}) => call('sms/send', { receptor: RECEPTOR, message: 'سلام', ...fields }),
    messages: async (receptor?: string) =>
      (await app.inject({ url: '/admin/messages', query: receptor ? { receptor } : {} })).json().messages,
    set: (switches: object) => app.inject({ method: 'PUT', url: '/admin/switches', payload: switches }),
  }
}

export type Simulator = Awaited<ReturnType<typeof startSimulator>>
