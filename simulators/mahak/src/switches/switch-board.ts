import type { Database } from '@hybrid-store/database'
import { readSetting, writeSetting } from '../store/settings.repository.ts'
import { DEFAULT_SWITCHES, type FaultKind, lastingSchema, type Switches } from './switches.ts'

export interface SwitchBoard {
  current(): Switches
  /** Sets the given switches and keeps them over a restart; the faults end with the process. */
  change(part: Partial<Switches>): Promise<Switches>
  /** What befalls the next request to `path`: a `failNext` is counted off, else the `failRate`s are drawn; null if nothing. */
  takeFault(path: string, draw: () => number): FaultKind | null
  /** How long the next upload's commit is held back: every other one, beginning with the first after the switch was set. */
  takeLateCommit(): number
}

const SETTING = 'switches'
/** What an older or newer version kept besides is left out. */
const keptSchema = lastingSchema.partial().strip()

/** Reads the switches that were set before. */
export async function openSwitchBoard(db: Database): Promise<SwitchBoard> {
  const known = keptSchema.safeParse(JSON.parse((await readSetting(db, SETTING)) ?? '{}'))
  let switches: Switches = { ...DEFAULT_SWITCHES, ...(known.success ? known.data : {}) }
  let commitsLate = true
  return {
    current: () => switches,
    change: async (part) => {
      switches = { ...switches, ...part }
      if (part.lateCommitMs !== undefined) commitsLate = true
      await writeSetting(db, SETTING, JSON.stringify(keptSchema.parse(switches)))
      return switches
    },
    takeFault: (path, draw) => {
      const meets = (fault: { path: string }) => path.toLowerCase().includes(fault.path.toLowerCase())
      const next = switches.failNext.find(meets)
      if (!next) return switches.failRate.find((rate) => meets(rate) && draw() < rate.probability)?.kind ?? null
      const rest = next.times > 1 ? [{ ...next, times: next.times - 1 }] : []
      switches = { ...switches, failNext: switches.failNext.flatMap((entry) => (entry === next ? rest : [entry])) }
      return next.kind
    },
    takeLateCommit: () => {
      if (switches.lateCommitMs === 0) return 0
      commitsLate = !commitsLate
      return commitsLate ? 0 : switches.lateCommitMs
    },
  }
}
