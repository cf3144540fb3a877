export interface Random {
  /** A number from `from` up to and with `to`. */
  between(from: number, to: number): number
  chance(share: number): boolean
  /** A new list in another order. */
  shuffle<Item>(items: readonly Item[]): Item[]
}

/** Numbers that are the same for the same seed (mulberry32), so that the demo shop is the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    between,
    chance: (share) => next() < share,
    shuffle: (items) => {
      const mixed = [...items]
      for (let last = mixed.length - 1; last > 0; last -= 1) {
        const other = between(0, last)
        mixed.push(...mixed.splice(other, 1))
      }
      return mixed
    },
  }
}
