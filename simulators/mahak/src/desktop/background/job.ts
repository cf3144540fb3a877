/** Work that goes on behind an answered request; one of its kind at a time. */
export interface Job<Progress> {
  /** False if it is running already. */
  start(progress: Progress, work: (signal: AbortSignal) => Promise<void>): boolean
  /** Tells it to end and waits until it has. */
  stop(): Promise<void>
  state(): JobState<Progress>
}

export interface JobState<Progress> {
  status: 'idle' | 'running' | 'done' | 'stopped' | 'failed'
  /** Seconds it has run, or ran. */
  seconds: number
  /** Null before the first start. */
  progress: Progress | null
}

/** `onError` is told what a failed run threw. */
export function openJob<Progress>(onError: (error: unknown) => void): Job<Progress> {
  let state: Omit<JobState<Progress>, 'seconds'> = { status: 'idle', progress: null }
  let [started, ended] = [0, 0]
  let abort = new AbortController()
  let running: Promise<void> = Promise.resolve()

  const finish = (status: JobState<Progress>['status']) => {
    state = { ...state, status }
    ended = performance.now()
  }
  return {
    start: (progress, work) => {
      if (state.status === 'running') return false
      abort = new AbortController()
      const { signal } = abort
      state = { status: 'running', progress }
      started = performance.now()
      running = work(signal).then(
        () => finish(signal.aborted ? 'stopped' : 'done'),
        (error: unknown) => {
          finish(signal.aborted ? 'stopped' : 'failed')
          if (!signal.aborted) onError(error)
        },
      )
      return true
    },
    stop: () => {
      abort.abort()
      return running
    },
    state: () => {
      const until = state.status === 'running' ? performance.now() : ended
      return { ...state, seconds: Math.round((until - started) / 100) / 10 }
    },
  }
}
