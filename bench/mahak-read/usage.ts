import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

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
