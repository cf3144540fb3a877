import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type FontFile, fontFace, tokensFile, vazirmatnFiles } from '@hybrid-store/ui'

export interface Asset {
  url: string
  type: string
  bytes: Buffer
  /** The same compressed, where that pays. */
  gzipped: Buffer | null
}

export interface Assets {
  all: readonly Asset[]
  stylesheetUrl: string
  iconUrl: string
  /** The font file that carries nearly all text. */
  mainFontUrl: string
}

const STYLES = ['base', 'layout', 'controls', 'products', 'cart', 'orders']
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6156"/><path d="M9 12h14l-1.2 11H10.2z" fill="#fff"/><path d="M12.5 12a3.5 3.5 0 0 1 7 0" fill="none" stroke="#fff" stroke-width="2"/></svg>`

/** Everything the pages load, read once; names carry a hash of the content, so that browsers may keep them for ever. */
export function loadAssets(): Assets {
  const fonts = vazirmatnFiles().map((font) => ({ font, asset: fontAsset(font) }))
  const faces = fonts.map(({ font, asset }) => fontFace(font, asset.url))
  const sheets = [readFileSync(tokensFile(), 'utf8'), ...STYLES.map(readStyle)]
  const stylesheet = textAsset('store', 'css', 'text/css; charset=utf-8', [...faces, ...sheets].map(minify).join('\n'))
  const icon = textAsset('icon', 'svg', 'image/svg+xml', ICON)
  return {
    all: [stylesheet, icon, ...fonts.map(({ asset }) => asset)],
    stylesheetUrl: stylesheet.url,
    iconUrl: icon.url,
    mainFontUrl: fonts.find(({ font }) => font.subset === 'arabic')?.asset.url ?? '',
  }
}

const readStyle = (name: string): string => readFileSync(new URL(`../styles/${name}.css`, import.meta.url), 'utf8')

/** Comments, indentation and blank lines go; the rules stay readable in the browser's tools. */
const minify = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s+/gm, '')
    .replace(/\n(?=})/g, '')
    .replace(/([{;,])\n/g, '$1')

function textAsset(name: string, extension: string, type: string, text: string): Asset {
  const bytes = Buffer.from(text)
  return { url: `/assets/${name}.${hashOf(bytes)}.${extension}`, type, bytes, gzipped: gzipSync(bytes, { level: 9 }) }
}

function fontAsset(font: FontFile): Asset {
  const bytes = readFileSync(font.path)
  const url = `/assets/fonts/vazirmatn-${font.subset}.${hashOf(bytes)}.woff2`
  return { url, type: 'font/woff2', bytes, gzipped: null }
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12)
