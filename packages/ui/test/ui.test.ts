import { readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fontFace, formatCount, formatMobile, PROVINCES, tokensFile, vazirmatnFiles } from '../src/index.ts'

describe('fonts', () => {
  test('the Arabic and the Latin subset of Vazirmatn are on disk', () => {
    const files = vazirmatnFiles()
    expect(files.map((file) => file.subset)).toEqual(['arabic', 'latin'])
    for (const file of files) expect(statSync(file.path).size).toBeGreaterThan(10_000)
  })

  test('a font face limits the file to its own code points', () => {
    const face = fontFace({ subset: 'latin', path: '/x', unicodeRange: 'U+20-7E' }, '/assets/fonts/x.woff2')
    expect(face).toContain('src: url("/assets/fonts/x.woff2") format("woff2")')
    expect(face).toContain('unicode-range: U+20-7E')
    expect(face).toContain('font-display: swap')
  })
})

describe('words', () => {
  test('counts and mobile numbers show Persian digits', () => {
    expect(formatCount(1_234_567)).toBe('۱٬۲۳۴٬۵۶۷')
    expect(formatMobile('+989121234567')).toBe('۰۹۱۲۱۲۳۴۵۶۷')
  })

  test('there are 31 provinces, each once, in alphabetical order', () => {
    expect(new Set(PROVINCES).size).toBe(31)
    expect([...PROVINCES].sort(new Intl.Collator('fa').compare)).toEqual(PROVINCES)
  })
})

describe('colours', () => {
  const css = readFileSync(tokensFile(), 'utf8')
  const pairs: [string, string][] = [
    ['text', 'page'],
    ['text', 'surface'],
    ['muted', 'page'],
    ['muted', 'sunken'],
    ['brand', 'surface'],
    ['on-brand', 'brand'],
    ['brand-strong', 'brand-soft'],
    ['good', 'good-soft'],
    ['warn', 'warn-soft'],
    ['bad', 'bad-soft'],
    ['info', 'info-soft'],
  ]
  test.each(pairs)('%s on %s has the contrast WCAG AA asks for (4.5)', (front, back) => {
    expect(contrast(colour(css, front), colour(css, back))).toBeGreaterThanOrEqual(4.5)
  })
})

function colour(css: string, name: string): string {
  const found = new RegExp(`--color-${name}: #([0-9a-f]{6});`).exec(css)?.[1]
  if (!found) throw new Error(`no colour ${name}`)
  return found
}

/** WCAG 2.2 contrast ratio of two colours. */
function contrast(front: string, back: string): number {
  const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [0, 2, 4]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}
