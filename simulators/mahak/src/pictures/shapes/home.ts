import type { Shape } from '../paint.ts'

export const bedding: Shape = ({ body, dark, light, accent }) => `
  <rect x="90" y="150" width="420" height="110" rx="30" fill="${light}" stroke="${dark}" stroke-width="5"/>
  <rect x="120" y="180" width="160" height="90" rx="26" fill="#fff" stroke="${dark}" stroke-width="4"/><rect x="320" y="180" width="160" height="90" rx="26" fill="#fff" stroke="${dark}" stroke-width="4"/>
  <path d="M80 250h440v230c0 16-12 26-26 26H106c-14 0-26-10-26-26z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M80 250h440v54H80z" fill="${accent}" opacity=".8"/>`

export const towel: Shape = ({ body, dark, light, accent }) => `
  <path d="M110 110h380" stroke="${dark}" stroke-width="16"/>
  <path d="M160 110h280v390H160z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M160 400h280M160 430h280" stroke="${accent}" stroke-width="12"/>
  <path d="M170 500v22M210 500v22M250 500v22M290 500v22M330 500v22M370 500v22M410 500v22" stroke="${light}" stroke-width="6"/>`

export const lamp: Shape = ({ body, dark, light, accent }) => `
  <path d="M230 110h140l80 190H150z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M150 300h300l10 30H140z" fill="${light}" opacity=".8"/>
  <path d="M300 310v170" stroke="${dark}" stroke-width="20"/><ellipse cx="300" cy="496" rx="96" ry="24" fill="${dark}"/>
  <path d="M390 310v60" stroke="${accent}" stroke-width="6"/><circle cx="390" cy="380" r="10" fill="${accent}"/>`

export const bulb: Shape = ({ body, dark, light, accent }) => `
  <path d="M300 90c90 0 150 64 150 146 0 92-80 110-86 184H236c-6-74-86-92-86-184 0-82 60-146 150-146z" fill="${light}" stroke="${dark}" stroke-width="6"/>
  <path d="M270 420V290l30 34 30-34v130" fill="none" stroke="${accent}" stroke-width="9"/>
  <path d="M236 424h128v30H236zM244 458h112v26H244zM262 488h76l-16 30h-44z" fill="${body}" stroke="${dark}" stroke-width="4"/>`

export const rug: Shape = ({ body, main, dark, light, accent }) => `
  <path d="M100 150h400v300H100z" fill="${body}" stroke="${dark}" stroke-width="6"/>
  <path d="M130 180h340v240H130z" fill="none" stroke="${light}" stroke-width="12"/>
  <path d="M300 200l110 100-110 100-110-100z" fill="${accent}" stroke="${dark}" stroke-width="5"/><path d="M300 246l56 54-56 54-56-54z" fill="${light}"/><circle cx="300" cy="300" r="18" fill="${main}"/>
  ${[110, 150, 190, 230, 270, 310, 350, 390, 430, 470, 490].map((x) => `<path d="M${x} 132v18M${x} 450v18" stroke="${dark}" stroke-width="5"/>`).join('')}`

export const plant: Shape = ({ body, dark, light, accent }) => `
  <path d="M300 360C240 300 200 220 220 120c60 60 90 140 80 240zM300 360c60-60 110-110 200-120-20 80-110 130-200 120zM300 360c-60-60-110-100-200-110 20 80 110 120 200 110z" fill="#5d9b63" stroke="#3b6b41" stroke-width="5"/>
  <path d="M190 350h220l-30 160H220z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <rect x="176" y="330" width="248" height="44" rx="10" fill="${light}" stroke="${dark}" stroke-width="5"/><path d="M214 430h172" stroke="${accent}" stroke-width="10"/>`

export const cactus: Shape = ({ body, dark, light, accent }) => `
  <path d="M256 380V170c0-60 88-60 88 0v210zM256 300c-70 0-80-20-80-90 0-36 44-36 44 0 0 40 6 46 36 46zM344 270c60 0 76-20 76-76 0-36-42-36-42 0 0 30-6 36-34 36z" fill="#5d9b63" stroke="#3b6b41" stroke-width="5"/>
  <circle cx="300" cy="124" r="20" fill="${accent}"/>
  <path d="M190 370h220l-30 140H220z" fill="${body}" stroke="${dark}" stroke-width="5"/><rect x="180" y="356" width="240" height="36" rx="10" fill="${light}" stroke="${dark}" stroke-width="5"/>`
