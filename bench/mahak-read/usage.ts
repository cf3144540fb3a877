import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Usage {
  /** The most memory the process has ever held (VmHWM). */
  peakMb: number
  /** Time on a processor so far, of all its threads. */
  cpuSeconds: number
}

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK']))

/** What a process has used since it began. Linux only. */
export function usageOf(pid: number): Usage {
  const peak = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return { peakMb: Math.round(Number(peak?.[1]) / 1024), cpuSeconds: ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND }
}

/** Seconds of processor time of a process and its children, those included that have ended. Linux only. */
export function usageOfFamily(pid: number): number {
  const ticks = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ticksIn(Number(name), pid))
  return ticks.reduce((sum, value) => sum + value, 0) / TICKS_PER_SECOND
}

function ticksIn(pid: number, family: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [, parent, ...fields] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [user = 0, system = 0, userOfEnded = 0, systemOfEnded = 0] = fields.slice(9)
    if (pid === family) return user + system + userOfEnded + systemOfEnded
    return parent === family ? user + system : 0
  } catch {
    return 0 // It ended while we were looking.
  }
}
