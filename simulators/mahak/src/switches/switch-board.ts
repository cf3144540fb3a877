import type { Database } from '@hybrid-store/database'
import { readSetting, writeSetting } from '../store/settings.repository.ts'
import { DEFAULT_SWITCHES, type Fault, type Switches, switchesSchema } from './switches.ts'

export interface SwitchBoard {
  current(): Switches
  /** Sets the given switches and keeps them over a restart; the faults (`latencyMs`, `failNext`) end with the process. */
  change(part: Partial<Switches>): Promise<Switches>
  /** The fault that the next request to `path` meets, counted off; null if none. */
  takeFault(path: string): Fault | null
}

const SETTING = 'switches'

/** Reads the switches that were set before. */
export async function openSwitchBoard(db: Database): Promise<SwitchBoard> {
  const kept = await readSetting(db, SETTING)
  const known = switchesSchema.partial().safeParse(JSON.parse(kept ?? '{}'))
  let switches: Switches = { ...DEFAULT_SWITCHES, ...(known.success ? known.data : {}) }
  return {
    current: () => switches,
    change: async (part) => {
      switches = { ...switches, ...part }
      const { latencyMs: _latency, failNext: _faults, ...lasting } = switches
      await writeSetting(db, SETTING, JSON.stringify(lasting))
      return switches
    },
    takeFault: (path) => {
      const fault = switches.failNext.find((candidate) => path.toLowerCase().includes(candidate.path.toLowerCase()))
      if (!fault) return null
      const rest = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []
      switches = { ...switches, failNext: switches.failNext.flatMap((entry) => (entry === fault ? rest : [entry])) }
      return fault
    },
  }
}
