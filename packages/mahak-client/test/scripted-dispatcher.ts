import { Dispatcher } from 'undici'

export interface ScriptedAnswer {
  status?: number
  chunks: readonly Buffer[]
}

const NO_CONTROL = {
  aborted: false,
  paused: false,
  reason: null,
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
} as unknown as Dispatcher.DispatchController

/** Answers calls from memory in the given chunks, so that a test can make ten thousand of them in a few seconds. */
export class ScriptedDispatcher extends Dispatcher {
  readonly #answer: (path: string) => ScriptedAnswer

  constructor(answer: (path: string) => ScriptedAnswer) {
    super()
    this.#answer = answer
  }

  override dispatch(call: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const { status = 200, chunks } = this.#answer(call.path)
    handler.onRequestStart?.(NO_CONTROL, {})
    handler.onResponseStart?.(NO_CONTROL, status, { 'content-type': 'application/json' }, '')
    for (const chunk of chunks) handler.onResponseData?.(NO_CONTROL, chunk)
    handler.onResponseEnd?.(NO_CONTROL, {})
    return true
  }
}
