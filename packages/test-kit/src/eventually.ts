/** Waits until `probe` gives something other than undefined, null or false; throws after `timeoutMs` (5 s unless told). */
export async function eventually<T>(
  probe: () => T | Promise<T>,
  options: { timeoutMs?: number; everyMs?: number; what?: string } = {},
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = Date.now() + (options.timeoutMs ?? 5_000)
  for (;;) {
    const value = await probe()
    if (value !== undefined && value !== null && value !== false) return value as Exclude<T, undefined | null | false>
    if (Date.now() > deadline)
      throw new Error(`waited ${options.timeoutMs ?? 5_000} ms in vain for ${options.what ?? 'a condition'}`)
    await new Promise((resolve) => setTimeout(resolve, options.everyMs ?? 20))
  }
}
