/** A step of the work in a process, such as the commit of a transaction that wrote `sync.attempt`. */
export interface Stage {
  side: 'before' | 'after'
  /** What was done: a call, or the tables a transaction wrote. */
  what: string
}

/** What happens to a process when it comes to a stage for the `nth` time from now on. */
export interface Snare extends Stage {
  nth: number
  /** `kill` is a SIGKILL; a process that freezes does nothing at all for so long, its timers and sockets included. */
  act: 'kill' | { freezeMs: number }
}

let snares: { snare: Snare; left: number }[] = []

export const layOut = (snare: Snare): void => {
  snares.push({ snare, left: snare.nth })
}

export const clearAway = (): void => {
  snares = []
}

/** Called at every step that others can see the effect of: between two of them a crash makes no difference. */
export function reach(side: Stage['side'], ...done: readonly string[]): void {
  for (const entry of snares) {
    if (entry.snare.side !== side || !done.includes(entry.snare.what)) continue
    entry.left -= 1
    if (entry.left > 0) continue
    snares = snares.filter((other) => other !== entry)
    if (entry.snare.act === 'kill') process.kill(process.pid, 'SIGKILL')
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, entry.snare.act.freezeMs)
  }
}
