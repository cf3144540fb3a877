/** What was started, in order; closed the other way round, each thing once, one failure not stopping the rest. */
export class Lifecycle {
  readonly #closers: { what: string; close: () => Promise<unknown> }[] = []

  /** Remembers how to close something and gives it back. */
  add<T>(what: string, thing: T, close: (thing: T) => Promise<unknown>): T {
    this.#closers.push({ what, close: () => close(thing) })
    return thing
  }

  /** Closes everything; gives the failures. */
  async close(): Promise<string[]> {
    const failures: string[] = []
    for (const { what, close } of this.#closers.splice(0).reverse()) {
      await close().catch((error: unknown) =>
        failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`),
      )
    }
    return failures
  }
}
