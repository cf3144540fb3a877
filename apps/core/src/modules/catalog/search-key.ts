import { foldPersian } from '@hybrid-store/kernel'

/**
 * What a text is found by: its folded form, and the same without blanks, for «نیم بوت», «نیم‌بوت» and «نیمبوت» are one
 * word in three spellings.
 */
export function searchKey(text: string): string {
  const folded = foldPersian(text)
  const joined = folded.replaceAll(' ', '')
  return joined === folded ? folded : `${folded} ${joined}`
}

/** Each word is a condition more to look up and to plan; nobody types so many to find something. */
const MOST_WORDS = 8

/**
 * LIKE patterns for a query, one for each of its first words; each has to occur somewhere in the search text. Folding leaves letters, digits
 * and blanks only, so neither `%` nor `_` nor `\` of the query can reach a pattern.
 */
export function wordPatterns(foldedQuery: string): string[] {
  const words = new Set(foldedQuery.split(' ').filter(Boolean))
  return [...words].slice(0, MOST_WORDS).map((word) => `%${word}%`)
}
