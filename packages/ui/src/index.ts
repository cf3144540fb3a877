export { type FontFile, fontFace, tokensFile, vazirmatnFiles } from './fonts.ts'
export { PROVINCES } from './provinces.ts'
export { BOOKS_STATE_WORDS, ORDER_STATE_WORDS, PAYMENT_STATE_WORDS, type StateWords, type Tone } from './state-words.ts'
export { formatCount, formatMobile } from './words.ts'
