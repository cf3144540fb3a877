/** How sure a fact is, as the reference tags it. */
type Tag = 'SW' | 'CAP' | 'OFF' | 'INF' | `${number}×`
export type Certainty = `[${Tag}]` | `[${Tag}] [${Tag}]` | `[${Tag}] [${Tag}] [${Tag}]`

/** One statement of the reference. Its id starts with the section, e.g. `2.3-lifetime`. */
export interface Fact {
  certainty: Certainty
  says: string
  /** Why there is no test; absent where there is one. */
  untested?: string
}

/** The section a fact stands in, e.g. `§2.3`. */
export function sectionOf(id: string): string {
  const section = id.slice(0, id.indexOf('-'))
  return section === 'A' ? 'Appendix A' : `§${section}`
}

/** The name of a fact's test. */
export const titleOf = (id: string, { says }: Fact): string => `${sectionOf(id)} ${says}`
