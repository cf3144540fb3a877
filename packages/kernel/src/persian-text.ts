import { toAsciiDigits } from './digits.ts'

const LETTERS: Record<string, string> = { ي: 'ی', ى: 'ی', ك: 'ک', ة: 'ه', أ: 'ا', إ: 'ا', آ: 'ا', ؤ: 'و', ئ: 'ی' }

/** Text as people should see it: Persian ی and ک, single blanks, no blanks at the ends. Nothing else changes. */
export function tidyPersian(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/^[\s\u200c]+|[\s\u200c]+$/g, '')
}

/**
 * The search key of a text: letters, digits and forms that readers take for the same become the same; ZWNJ, tatweel and
 * diacritics go. «مي‌روم» and «میروم» give one key; a blank stays a blank.
 */
export function foldPersian(text: string): string {
  return toAsciiDigits(text.normalize('NFKC'))
    .replace(/[يىكةأإآؤئ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[\u064b-\u065f\u0670\u0640\u200b-\u200f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** A readable address part: tidy Persian words joined by hyphens, e.g. «شلوار-جین»; `fallback` if nothing is left. */
export function slugify(text: string, fallback: string): string {
  const slug = toAsciiDigits(tidyPersian(text))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
  return slug || fallback
}
