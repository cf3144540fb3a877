import type { Shape } from '../paint.ts'

export const jar: Shape = ({ body, dark, light, accent }) => `
  <rect x="150" y="160" width="300" height="100" rx="20" fill="${accent}" stroke="${dark}" stroke-width="5"/>
  <path d="M130 260h340v190c0 40-24 60-60 60H190c-36 0-60-20-60-60z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <rect x="180" y="320" width="240" height="110" rx="14" fill="#fff" opacity=".9"/><path d="M300 344c30 20 30 50 0 66-30-16-30-46 0-66z" fill="${light}"/>`

export const tube: Shape = ({ body, dark, light, accent }) => `
  <path d="M200 80h200l-30 340H230z" fill="${body}" stroke="${dark}" stroke-width="5"/><path d="M190 70h220v26H190z" fill="${dark}"/>
  <rect x="240" y="420" width="120" height="90" rx="12" fill="${accent}" stroke="${dark}" stroke-width="5"/>
  <circle cx="300" cy="250" r="56" fill="#fff" opacity=".9"/><circle cx="300" cy="250" r="30" fill="${light}"/>`

export const perfume: Shape = ({ body, dark, light, accent }) => `
  <rect x="255" y="80" width="90" height="80" rx="10" fill="${accent}" stroke="${dark}" stroke-width="5"/><rect x="270" y="160" width="60" height="40" fill="${dark}"/>
  <path d="M170 200h260c30 0 40 20 40 44v220c0 30-16 46-46 46H176c-30 0-46-16-46-46V244c0-24 10-44 40-44z" fill="${light}" stroke="${dark}" stroke-width="5"/>
  <path d="M150 320h300v140c0 20-10 30-30 30H180c-20 0-30-10-30-30z" fill="${body}"/><rect x="220" y="350" width="160" height="90" rx="8" fill="#fff" opacity=".9"/>`

export const dropper: Shape = ({ body, dark, light, accent }) => `
  <path d="M270 70h60v80h-60z" fill="${accent}" stroke="${dark}" stroke-width="5"/><rect x="250" y="150" width="100" height="50" fill="${dark}"/>
  <path d="M240 200h120c50 20 70 50 70 100v160c0 30-16 50-46 50H216c-30 0-46-20-46-50V300c0-50 20-80 70-100z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M300 300c40 56 40 110 0 110s-40-54 0-110z" fill="${light}"/>`

export const notebook: Shape = ({ body, dark, light, accent }) => `
  <rect x="150" y="80" width="320" height="440" rx="18" fill="${body}" stroke="${dark}" stroke-width="6"/><path d="M150 80h50v440h-50z" fill="${dark}" opacity=".5"/>
  <rect x="240" y="160" width="180" height="90" rx="8" fill="#fff"/><path d="M262 190h136M262 220h90" stroke="${light}" stroke-width="8"/>
  <path d="M400 80v120l-22-20-22 20V80z" fill="${accent}"/>`

export const pens: Shape = ({ body, dark, light, accent }) => `
  <path d="M180 150h56v300l-28 60-28-60z" fill="${body}" stroke="${dark}" stroke-width="5"/><path d="M272 110h56v340l-28 60-28-60z" fill="${accent}" stroke="${dark}" stroke-width="5"/>
  <path d="M364 170h56v280l-28 60-28-60z" fill="${light}" stroke="${dark}" stroke-width="5"/><path d="M180 150h56v40h-56zM272 110h56v40h-56zM364 170h56v40h-56z" fill="${dark}"/>`

export const parcel: Shape = ({ body, dark, light, accent }) => `
  <path d="M110 230 300 150l190 80v200l-190 80-190-80z" fill="${body}" stroke="${dark}" stroke-width="6"/>
  <path d="M110 230l190 80 190-80M300 310v200" fill="none" stroke="${dark}" stroke-width="6"/><path d="M205 190l190 80v60l30-12v-60L235 178z" fill="${accent}"/>
  <rect x="340" y="400" width="90" height="40" fill="${light}" transform="skewY(-22) translate(0 150)"/>`
