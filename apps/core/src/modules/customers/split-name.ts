import { tidyPersian } from '@hybrid-store/kernel'

export interface PersonName {
  firstName: string
  lastName: string
}

/** Endings of Persian family names that are often written apart from their word: «حسینی نژاد» is one family name. */
const FAMILY_ENDINGS = new Set([
  'نژاد',
  'زاده',
  'پور',
  'فر',
  'نیا',
  'منش',
  'دوست',
  'خواه',
  'پرست',
  'تبار',
  'مقدم',
  'اصل',
  'فرد',
  'راد',
])
const MAX_LENGTH = 60

/**
 * Splits a full name as people write it on a parcel: the last word is the family name, together with the word before it
 * when it is a mere ending. A single word is a family name, for the books list persons by it.
 */
export function splitName(fullName: string): PersonName {
  const words = tidyPersian(fullName).split(' ').filter(Boolean)
  const familyWords = words.length > 2 && FAMILY_ENDINGS.has(words.at(-1) ?? '') ? 2 : 1
  return {
    firstName: words.slice(0, -familyWords).join(' ').slice(0, MAX_LENGTH),
    lastName: words.slice(-familyWords).join(' ').slice(0, MAX_LENGTH),
  }
}
