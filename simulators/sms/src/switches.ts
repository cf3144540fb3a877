import { z } from 'zod'

const METHODS = ['lookup', 'send', 'status', 'info'] as const
export type Method = (typeof METHODS)[number]

/** The first four do nothing; `timeout-after-send` sends and never answers. */
const FAULTS = ['500', 'html', 'empty', 'reset', 'timeout-after-send'] as const
export type Fault = (typeof FAULTS)[number]

export const switchesSchema = z.strictObject({
  /** Every answer of the API comes this much later. */
  latencyMs: z.int().min(0).max(120_000),
  /** Calls that go wrong, in order; each entry is used up after `times`. */
  failNext: z.array(
    z.strictObject({ call: z.enum(METHODS), kind: z.enum(FAULTS), times: z.int().min(1).max(10_000).default(1) }),
  ),
  /** What is left of the credit, in Rial; a message that costs more answers 418. */
  credit: z.int().min(0),
  /** The only keys that are accepted; null = any. */
  apiKeys: z.array(z.string().min(1)).nullable(),
  /** The approved templates with their texts (`%token`, `%token2` …); null = every name is approved. */
  templates: z.record(z.string(), z.string()).nullable(),
  /** Whether the account may use templates at all; otherwise lookups answer 426. */
  advancedService: z.boolean(),
  /** What `sms/status` says of a message: 10 delivered, 11 not, 14 blocked by the receptor … */
  deliveryStatus: z.literal([1, 5, 6, 10, 11, 14]),
})
export type Switches = z.infer<typeof switchesSchema>

const OFF: Switches = {
  latencyMs: 0,
  failNext: [],
  credit: 50_000_000,
  apiKeys: null,
  templates: null,
  advancedService: true,
  deliveryStatus: 10,
}

export interface SwitchBoard {
  current(): Switches
  /** Sets the given switches and leaves the others. */
  set(change: Partial<Switches>): Switches
  /** The next fault of this call, used up once. */
  takeFault(call: Method): Fault | null
  /** Pays for a message; false when the credit does not reach. */
  spend(cost: number): boolean
}

export function createSwitchBoard(): SwitchBoard {
  let switches = OFF
  const set = (change: Partial<Switches>) => {
    switches = { ...switches, ...change }
    return switches
  }
  return {
    current: () => switches,
    set,
    takeFault: (call) => {
      const next = switches.failNext.find((entry) => entry.call === call)
      if (!next) return null
      const counted = switches.failNext.map((entry) => (entry === next ? { ...entry, times: entry.times - 1 } : entry))
      set({ failNext: counted.filter(({ times }) => times > 0) })
      return next.kind
    },
    spend: (cost) => {
      if (cost > switches.credit) return false
      set({ credit: switches.credit - cost })
      return true
    },
  }
}
