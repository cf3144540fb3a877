const LATIN = /^[\n\r\u0020-\u007e]*$/
const PRICE = { persian: 1_800, latin: 4_200 }

const isLatin = (text: string) => LATIN.test(text)

/**
 * How many messages an operator makes of `text`: one Persian letter makes all of it UCS-2 (70 signs in one, 67 in each of
 * several), plain Latin has 160 and 153. The zero-width non-joiner counts as a sign.
 */
export function segments(text: string): number {
  const [single, several] = isLatin(text) ? [160, 153] : [70, 67]
  return text.length <= single ? 1 : Math.ceil(text.length / several)
}

/** Price in Rial; Latin text costs about twice as much as Persian in Iran. */
export const priceOf = (text: string): number => segments(text) * (isLatin(text) ? PRICE.latin : PRICE.persian)
