/** Whether a text can be a slug or an id. What cannot is not asked of the database, which throws at a NUL character. */
export const isSlug = (text: string): boolean => /^[\p{L}\p{N}_-]+$/u.test(text)

/**
 * A free slug for each new row: the wished one, or with -2, -3 … behind it. `taken` holds the slugs in use; the chosen ones
 * are free among themselves, too.
 */
export function chooseSlugs(
  wishes: readonly { id: string; slug: string }[],
  taken: Iterable<string>,
): Map<string, string> {
  const used = new Set(taken)
  const nextNumber = new Map<string, number>()
  const chosen = new Map<string, string>()
  for (const { id, slug } of wishes) {
    let candidate = slug
    let number = nextNumber.get(slug) ?? 2
    while (used.has(candidate)) {
      candidate = `${slug}-${number}`
      number += 1
    }
    nextNumber.set(slug, number)
    used.add(candidate)
    chosen.set(id, candidate)
  }
  return chosen
}
