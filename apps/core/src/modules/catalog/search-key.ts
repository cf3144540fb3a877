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

/**
 * LIKE patterns for a query, one per word; each has to occur somewhere in the search text. Folding leaves letters, digits
 * and blanks only, so neither `%` nor `_` nor `\` of the query can reach a pattern.
 */
export function wordPatterns(foldedQuery: string): string[] {
  const words = new Set(foldedQuery.split(' ').filter(Boolean))
  return [...words].map((word) => `%${word}%`)
}
