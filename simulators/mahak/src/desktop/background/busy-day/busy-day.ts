import { setTimeout as sleep } from 'node:timers/promises'
import { type Random, seeded } from '../../../catalogue/demo/random.ts'
import type { UploadDeps } from '../../../store/upload.ts'
import { type JobState, openJob } from '../job.ts'
import { ACTS, type ActName } from './acts.ts'

export interface BusyDayPlan {
  /** The same seed does the same to the same storage. */
  seed: number
  /** How long it lasts; 0 does all steps at once. */
  seconds: number
  /** Acts in all; null for as many as the rates make in that time. */
  steps: number | null
  /** Acts per minute of each kind. */
  rates: Readonly<Record<ActName, number>>
}

export interface BusyDayEntry {
  /** From 1. */
  step: number
  at: Date
  act: ActName
  /** What it was done to and what came of it. */
  outcome: string
}

export interface BusyDayProgress {
  plan: BusyDayPlan
  steps: number
  done: number
  counts: Partial<Record<ActName, number>>
  /** The last ones, the newest first. */
  log: BusyDayEntry[]
}

export interface BusyDay {
  /** False if one is running. */
  start(plan: BusyDayPlan): boolean
  stop(): Promise<void>
  state(): JobState<BusyDayProgress>
}

const KEPT_ENTRIES = 1_000

/** A scripted day of an accountant: a seeded mixture of acts at given rates. */
export function openBusyDay(deps: UploadDeps, onError: (error: unknown) => void): BusyDay {
  const job = openJob<BusyDayProgress>(onError)
  return {
    start: (plan) => {
      const progress: BusyDayProgress = { plan, steps: stepsOf(plan), done: 0, counts: {}, log: [] }
      return job.start(progress, (signal) => runDay(deps, progress, signal))
    },
    stop: job.stop,
    state: job.state,
  }
}

function stepsOf({ steps, seconds, rates }: BusyDayPlan): number {
  const perMinute = Object.values(rates).reduce((sum, rate) => sum + rate, 0)
  if (perMinute === 0) return 0
  return steps ?? Math.round((perMinute * seconds) / 60)
}

async function runDay(deps: UploadDeps, progress: BusyDayProgress, signal: AbortSignal): Promise<void> {
  const { seed, seconds, rates } = progress.plan
  const random = seeded(seed)
  const started = performance.now()
  for (let step = 1; step <= progress.steps && !signal.aborted; step += 1) {
    const due = started + (seconds * 1000 * (step - 1)) / progress.steps
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait, undefined, { signal })
    const act = drawAct(random, rates)
    const outcome = await ACTS[act](deps, random)
    progress.done = step
    progress.counts[act] = (progress.counts[act] ?? 0) + 1
    progress.log.unshift({ step, at: deps.clock.now(), act, outcome })
    progress.log.length = Math.min(progress.log.length, KEPT_ENTRIES)
  }
}

const FINE = 1_000_000

function drawAct(random: Random, rates: BusyDayPlan['rates']): ActName {
  const kinds = Object.entries(rates) as [ActName, number][]
  const total = kinds.reduce((sum, [, rate]) => sum + rate, 0)
  let left = (random.between(0, FINE - 1) / FINE) * total
  for (const [act, rate] of kinds) {
    if (left < rate) return act
    left -= rate
  }
  return 'price'
}
