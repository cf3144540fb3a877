import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

// The Arabic subset has neither the blank nor Latin glyphs: without the second one browsers mix in a foreign font.
const SUBSETS = ['arabic', 'latin'] as const

export interface FontFile {
  subset: (typeof SUBSETS)[number]
  /** Path of the woff2 file on disk. */
  path: string
  /** The code points the file covers, as CSS writes them. */
  unicodeRange: string
}

const locate = (name: string): string => createRequire(import.meta.url).resolve(name)

/** The variable Vazirmatn font (weights 100 to 900), one file per subset, for apps that serve it themselves. */
export function vazirmatnFiles(): FontFile[] {
  const ranges: Record<string, string> = JSON.parse(
    readFileSync(locate('@fontsource-variable/vazirmatn/unicode.json'), 'utf8'),
  )
  return SUBSETS.map((subset) => ({
    subset,
    path: locate(`@fontsource-variable/vazirmatn/files/vazirmatn-${subset}-wght-normal.woff2`),
    unicodeRange: ranges[subset] ?? 'U+0-10FFFF',
  }))
}

/** The `@font-face` rule of one file. Text is readable in a system font until it has arrived. */
export function fontFace(font: FontFile, url: string): string {
  return `@font-face {
  font-family: "Vazirmatn Variable";
  font-style: normal;
  font-display: swap;
  font-weight: 100 900;
  src: url("${url}") format("woff2");
  unicode-range: ${font.unicodeRange};
}`
}

/** Path of the stylesheet with the design tokens as custom properties. */
export const tokensFile = (): string => locate('./tokens.css')
