import type { Shape } from '../paint.ts'

export const headphones: Shape = ({ body, dark, light, accent }) => `
  <path d="M130 360V300c0-230 340-230 340 0v60" fill="none" stroke="${dark}" stroke-width="34"/><path d="M130 350V300c0-230 340-230 340 0v50" fill="none" stroke="${light}" stroke-width="10"/>
  <rect x="90" y="320" width="96" height="170" rx="40" fill="${body}" stroke="${dark}" stroke-width="5"/><rect x="414" y="320" width="96" height="170" rx="40" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <circle cx="138" cy="405" r="20" fill="${accent}"/><circle cx="462" cy="405" r="20" fill="${accent}"/>`

export const earbuds: Shape = ({ body, dark, light, accent }) => `
  <path d="M180 210c0-50 90-60 100 0 6 40-20 60-46 64v170c0 24-40 24-40 0z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M420 210c0-50-90-60-100 0-6 40 20 60 46 64v170c0 24 40 24 40 0z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <ellipse cx="232" cy="212" rx="24" ry="20" fill="${light}"/><ellipse cx="368" cy="212" rx="24" ry="20" fill="${light}"/>
  <circle cx="214" cy="400" r="8" fill="${accent}"/><circle cx="386" cy="400" r="8" fill="${accent}"/>`

export const powerBank: Shape = ({ body, dark, light, accent }) => `
  <rect x="180" y="90" width="240" height="420" rx="36" fill="${body}" stroke="${dark}" stroke-width="6"/>
  <path d="M310 190l-70 130h56l-16 100 84-140h-60z" fill="${accent}" stroke="${dark}" stroke-width="4"/>
  ${[0, 1, 2, 3].map((dot) => `<circle cx="${240 + dot * 40}" cy="130" r="9" fill="${dot < 3 ? light : dark}"/>`).join('')}<rect x="250" y="494" width="100" height="16" fill="${dark}"/>`

export const charger: Shape = ({ body, dark, light, accent }) => `
  <path d="M240 90v80M360 90v80" stroke="${dark}" stroke-width="24"/><rect x="170" y="160" width="260" height="200" rx="44" fill="${body}" stroke="${dark}" stroke-width="6"/>
  <rect x="260" y="320" width="80" height="24" rx="8" fill="${light}"/>
  <path d="M300 360c0 90-140 40-140 110 0 60 180 50 260 20" fill="none" stroke="${accent}" stroke-width="14"/><rect x="410" y="464" width="70" height="44" rx="10" fill="${dark}"/>`

export const phone: Shape = ({ body, dark, light, accent }) => `
  <rect x="185" y="70" width="230" height="450" rx="44" fill="${body}" stroke="${dark}" stroke-width="8"/>
  <rect x="215" y="100" width="96" height="96" rx="26" fill="${light}" stroke="${dark}" stroke-width="4"/><circle cx="242" cy="128" r="14" fill="${dark}"/><circle cx="284" cy="168" r="14" fill="${dark}"/>
  <path d="M240 360c40-70 80-70 120 0-40 70-80 70-120 0z" fill="${accent}"/>`

export const mouse: Shape = ({ body, dark, light, accent }) => `
  <path d="M300 110c90 0 130 70 130 170v80c0 90-50 150-130 150s-130-60-130-150v-80c0-100 40-170 130-170z" fill="${body}" stroke="${dark}" stroke-width="6"/>
  <path d="M170 280h260M300 110v170" stroke="${dark}" stroke-width="5"/><rect x="284" y="160" width="32" height="76" rx="16" fill="${accent}"/><path d="M230 420c30 40 110 40 140 0" fill="none" stroke="${light}" stroke-width="9"/>`

export const keyboard: Shape = ({ body, dark, light, accent }) => `
  <rect x="60" y="200" width="480" height="220" rx="26" fill="${body}" stroke="${dark}" stroke-width="6"/>
  ${[0, 1, 2].map((row) => [0, 1, 2, 3, 4, 5, 6, 7].map((key) => `<rect x="${88 + key * 54}" y="${226 + row * 46}" width="42" height="36" rx="7" fill="${(row + key) % 7 === 3 ? accent : light}"/>`).join('')).join('')}
  <rect x="180" y="366" width="240" height="34" rx="7" fill="${light}"/>`
