/** Colours of one drawing; `body` is what fills the large parts, a colour or a pattern. */
export interface Paint {
  body: string
  main: string
  dark: string
  light: string
  accent: string
}

/** Draws a thing into a square of 600 by 600. */
export type Shape = (paint: Paint) => string

const PALETTES: readonly (readonly [main: string, dark: string, light: string, accent: string, ground: string])[] = [
  ['#2f6f8f', '#1e4a61', '#7fb3cc', '#f2b441', '#e8f1f5'],
  ['#b5483d', '#7c2f28', '#e59a90', '#2c5f5d', '#faece9'],
  ['#4c7a4f', '#305233', '#9cc49e', '#e0a33a', '#edf5ec'],
  ['#7a5195', '#4f3263', '#bb9dd0', '#ef8a5a', '#f3edf7'],
  ['#d98f2b', '#9a611a', '#f3c986', '#35618f', '#fdf4e5'],
  ['#3d4a5c', '#232c39', '#93a1b5', '#e2725b', '#eef1f5'],
  ['#c2567f', '#853957', '#e9a7c0', '#3f7f77', '#fceff4'],
  ['#1f8a84', '#135a56', '#83cbc6', '#d1593f', '#e6f5f4'],
  ['#8a6a4f', '#5c4432', '#cdb39c', '#3d7fae', '#f6f0ea'],
  ['#5b6abf', '#3a4585', '#aab3e6', '#f0a34b', '#eef0fb'],
]

const PATTERNS = ['plain', 'plain', 'stripes', 'dots', 'checks'] as const

const PATTERN_ART: Record<(typeof PATTERNS)[number], (light: string) => string> = {
  plain: () => '',
  stripes: (light) => `<path d="M0 8H32M0 24H32" stroke="${light}" stroke-width="5" opacity=".7"/>`,
  dots: (light) => `<circle cx="8" cy="8" r="4" fill="${light}"/><circle cx="24" cy="24" r="4" fill="${light}"/>`,
  checks: (light) => `<path d="M8 0V32M0 8H32" stroke="${light}" stroke-width="6" opacity=".55"/>`,
}

/** The whole picture: a soft ground, the shadow, and the thing a little turned. The same seed gives the same picture. */
export function paintPicture(shape: Shape, seed: number): string {
  const mixed = scatter(seed)
  const [main, dark, light, accent, ground] = PALETTES[mixed % PALETTES.length] ?? PALETTES[0] ?? ['', '', '', '', '']
  const pattern = PATTERNS[(mixed >>> 8) % PATTERNS.length] ?? 'plain'
  const turn = ((mixed >>> 16) % 13) - 6
  const [x, y] = [150 + ((mixed >>> 4) % 300), 120 + ((mixed >>> 12) % 200)]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600" viewBox="0 0 600 600">
    <defs><pattern id="p" width="32" height="32" patternUnits="userSpaceOnUse"><rect width="32" height="32" fill="${main}"/>
    ${PATTERN_ART[pattern](light)}</pattern></defs>
    <rect width="600" height="600" fill="${ground}"/>
    <circle cx="${x}" cy="${y}" r="230" fill="#fff" opacity=".6"/>
    <ellipse cx="300" cy="520" rx="180" ry="20" fill="${dark}" opacity=".18"/>
    <g transform="rotate(${turn} 300 300)" stroke-linejoin="round" stroke-linecap="round">
    ${shape({ body: 'url(#p)', main, dark, light, accent })}</g></svg>`
}

/** Neighbouring numbers become unlike ones, so that pictures of one product differ (finaliser of MurmurHash3). */
function scatter(seed: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
