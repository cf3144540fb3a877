import { z } from 'zod'

export const CALLS = ['request', 'verify', 'inquiry', 'unVerified', 'reverse', 'feeCalculation'] as const
export type Call = (typeof CALLS)[number]

/**
 * `500`, `html` and `empty` are the answers of a gateway in trouble, `reset` cuts the connection; none of them does anything.
 * `timeout-after-capture` does what was asked and never answers.
 */
export const FAULTS = ['500', 'html', 'empty', 'reset', 'timeout-after-capture'] as const
export type Fault = (typeof FAULTS)[number]

export const switchesSchema = z.strictObject({
  /** Every answer of the API comes this much later. */
  latencyMs: z.int().min(0).max(120_000),
  /** Calls that go wrong, in order; each entry is used up after `times`. */
  failNext: z.array(
    z.strictObject({ call: z.enum(CALLS), kind: z.enum(FAULTS), times: z.int().min(1).max(10_000).default(1) }),
  ),
  /** HTTP status of refusals; ZarinPal's clients accept them with 200 and without. */
  errorStatus: z.int().min(200).max(499),
  /** The gateway verifies by itself at capture: the shop's first verify answers 101. */
  autoVerify: z.boolean(),
  /** Captured money that is not verified in time goes back; null = never. */
  verifyWindowMinutes: z.number().positive().nullable(),
  /** The shop's server is registered in the panel; otherwise reversals answer -62. */
  serverIpRegistered: z.boolean(),
})
export type Switches = z.infer<typeof switchesSchema>

const OFF: Switches = {
  latencyMs: 0,
  failNext: [],
  errorStatus: 200,
  autoVerify: false,
  verifyWindowMinutes: null,
  serverIpRegistered: true,
}

export interface SwitchBoard {
  current(): Switches
  /** Sets the given switches and leaves the others. */
  set(change: Partial<Switches>): Switches
  /** The next fault of this call, used up once. */
  takeFault(call: Call): Fault | null
}

/** All switches start off: the gateway behaves. */
export function createSwitchBoard(): SwitchBoard {
  let switches = OFF
  return {
    current: () => switches,
    set: (change) => {
      switches = { ...switches, ...change }
      return switches
    },
    takeFault: (call) => {
      const next = switches.failNext.find((entry) => entry.call === call)
      if (!next) return null
      const failNext = switches.failNext
        .map((entry) => (entry === next ? { ...entry, times: entry.times - 1 } : entry))
        .filter(({ times }) => times > 0)
      switches = { ...switches, failNext }
      return next.kind
    },
  }
}
