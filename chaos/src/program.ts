import { type Random, seeded } from './random.ts'
import { LATE_COMMIT_MS } from './settings.ts'
import { faultSteps } from './steps/fault-steps.ts'
import { mahakSteps } from './steps/mahak-steps.ts'
import { everyCustomer, register } from './steps/people-steps.ts'
import { shopSteps } from './steps/shop-steps.ts'
import type { PreparedStep, StepKind } from './steps/step-kind.ts'

const SIDES: Readonly<Record<Side, Readonly<Record<string, StepKind>>>> = {
  shop: shopSteps,
  mahak: mahakSteps,
  fault: faultSteps,
}

type Side = 'shop' | 'mahak' | 'fault'

export interface Step extends PreparedStep {
  /** E.g. `shop.buy`. */
  name: string
  /** Whether the next step begins while this one is still at it. */
  overlaps: boolean
  /** What is waited for afterwards, in ms. */
  pauseMs: number
}

export interface Program {
  seed: number
  workers: number
  /** Whether it begins with a shop that has read nothing yet; else both sides agree. */
  firstSync: boolean
  /** Whether the messages go over RabbitMQ, if there is one. */
  overRabbit: boolean
  /** Whether the shop's own events ring at once; without them only the scheduler's sweeps do. */
  relay: boolean
  /** How Mahak behaves where its reference leaves it open. */
  behaviour: Readonly<Record<string, unknown>>
  steps: readonly Step[]
}

/** What a seed does: 20 to 60 steps on both sides, interleaved with faults. The same seed always gives the same program. */
export function drawProgram(seed: number): Program {
  const random = seeded(seed)
  return {
    seed,
    workers: random.chance(0.4) ? 2 : 1,
    firstSync: random.chance(0.15),
    overRabbit: random.chance(0.4),
    relay: random.chance(0.7),
    behaviour: {
      fromSemantics: random.pick(['link-aware', 'exclusive', 'inclusive']),
      sorted: random.chance(0.3),
      clientIdScope: random.pick(['visitor', 'database']),
      unchangedKeepsVersion: random.chance(0.7),
      omittedLines: random.pick(['stay', 'deleted']),
      carrierFields: random.pick(['with-send-cost', 'always', 'never']),
      lateCommitMs: random.chance(0.4) ? LATE_COMMIT_MS : 0,
    },
    steps: Array.from({ length: random.between(20, 60) }, () => drawStep(random)),
  }
}

function drawStep(random: Random): Step {
  const side = random.weighed<Side>({ shop: 5, mahak: 4, fault: 5 })
  const kinds = SIDES[side]
  const name = random.weighed(Object.fromEntries(Object.entries(kinds).map(([key, { weight }]) => [key, weight])))
  const prepared = kinds[name]?.prepare(random)
  if (!prepared) throw new Error(`there is no step ${name}`)
  const pauseMs = Number(random.weighed({ 0: 4, 20: 3, 80: 2, 300: 1 }))
  return { ...prepared, name: `${side}.${name}`, overlaps: random.chance(0.5), pauseMs }
}

/** What comes before most programs: both sides get to know each other and all customers register. */
export const PRELUDE: Program = {
  seed: 0,
  workers: 1,
  firstSync: true,
  overRabbit: false,
  relay: false,
  behaviour: {},
  steps: everyCustomer.map((customer) => ({
    name: 'shop.register',
    args: customer,
    overlaps: false,
    pauseMs: 0,
    run: (world) => register(world, customer),
  })),
}

export const describeStep = ({ name, args, overlaps, pauseMs }: Step): string =>
  `${name} ${JSON.stringify(args)}${overlaps ? ', overlapping' : ''}${pauseMs > 0 ? `, then ${pauseMs} ms` : ''}`
