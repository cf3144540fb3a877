/**
 * `read`, asked again only when its last answer is older than `ms`; callers that come meanwhile share one reading. A reading
 * that failed is not kept.
 */
export function cachedFor<T>(ms: number, read: () => Promise<T>, now = () => performance.now()): () => Promise<T> {
  let kept: { at: number; value: Promise<T> } | null = null
  return () => {
    if (kept && now() - kept.at < ms) return kept.value
    const reading = { at: now(), value: read() }
    kept = reading
    reading.value.catch(() => {
      if (kept === reading) kept = null
    })
    return reading.value
  }
}
