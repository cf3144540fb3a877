import type { Shape } from '../paint.ts'

export const shirt: Shape = ({ body, dark, light, accent }) => `
  <path d="M220 120 130 170 80 330l70 24 32-90v246h236V264l32 90 70-24-50-160-90-50-80 46z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M220 120l80 90 80-90-80 46z" fill="${light}" stroke="${dark}" stroke-width="5"/>
  <path d="M300 212v298" stroke="${dark}" stroke-width="4"/>
  ${[260, 320, 380, 440].map((y) => `<circle cx="300" cy="${y}" r="7" fill="${accent}"/>`).join('')}`

export const tshirt: Shape = ({ body, dark, light, accent }) => `
  <path d="M215 130 90 200l46 96 54-24v238h220V272l54 24 46-96-125-70c-20 50-150 50-170 0z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M215 130c20 66 150 66 170 0" fill="none" stroke="${light}" stroke-width="12"/>
  <path d="M250 360l50-70 50 70z" fill="${accent}"/>`

export const trousers: Shape = ({ body, dark, light, accent }) => `
  <path d="M190 100h220l34 410H336L300 250l-36 260H156z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M190 100h220l4 40H186z" fill="${light}" stroke="${dark}" stroke-width="5"/>
  <path d="M196 150c0 44 40 50 60 50M404 150c0 44-40 50-60 50" fill="none" stroke="${accent}" stroke-width="5"/>
  <circle cx="300" cy="120" r="9" fill="${accent}"/>`

export const manto: Shape = ({ body, dark, light, accent }) => `
  <path d="M235 90 150 130 92 350l60 18 40-110-42 262h300l-42-262 40 110 60-18-58-220-85-40-65 60z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M235 90l65 120 65-120-65 60z" fill="${light}" stroke="${dark}" stroke-width="4"/>
  <path d="M182 320h236" stroke="${accent}" stroke-width="18"/><path d="M300 330v190" stroke="${dark}" stroke-width="4"/>`

export const babySuit: Shape = ({ body, dark, light, accent }) => `
  <path d="M220 150 130 190l24 84 46-14v150l30 100h56l14-70 14 70h56l30-100V260l46 14 24-84-90-40c-20 40-140 40-160 0z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <circle cx="300" cy="310" r="44" fill="${light}"/><circle cx="270" cy="266" r="14" fill="${light}"/><circle cx="330" cy="266" r="14" fill="${light}"/>
  <circle cx="286" cy="304" r="6" fill="${dark}"/><circle cx="314" cy="304" r="6" fill="${dark}"/><path d="M284 326q16 14 32 0" fill="none" stroke="${accent}" stroke-width="6"/>`

export const shoe: Shape = ({ body, dark, light, accent }) => `
  <path d="M110 400c0-80 10-130 24-170 40 30 90 20 110-20l120 110c50 30 140 20 150 80v30H110z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M100 425h420c10 0 14 45-10 45H120c-24 0-30-45-20-45z" fill="${light}" stroke="${dark}" stroke-width="5"/>
  <path d="M262 250l-34 28M294 280l-34 28M326 310l-34 28" stroke="${accent}" stroke-width="9"/>`

export const bag: Shape = ({ body, dark, light, accent }) => `
  <path d="M210 260c0-150 180-150 180 0" fill="none" stroke="${dark}" stroke-width="18"/>
  <path d="M140 250h320l36 250H104z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M140 250h320l8 70c-90 50-246 50-336 0z" fill="${light}" stroke="${dark}" stroke-width="5"/>
  <rect x="276" y="330" width="48" height="34" rx="8" fill="${accent}"/>`

export const scarf: Shape = ({ body, dark, light, accent }) => `
  <path d="M120 170 480 130l-40 370-250-60z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M146 192 452 158l-34 312-212-50z" fill="none" stroke="${light}" stroke-width="9"/>
  <path d="M300 250c50 10 50 90 0 100-30 4-40-40-10-46 24-4 30 26 10 30" fill="none" stroke="${accent}" stroke-width="12"/>`

export const watch: Shape = ({ body, dark, light, accent }) => `
  <path d="M248 80h104l14 130H234zM234 400h132l-14 130H248z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <circle cx="300" cy="305" r="128" fill="${dark}"/><circle cx="300" cy="305" r="104" fill="#fdfcf8"/>
  ${[0, 90, 180, 270].map((angle) => `<path d="M300 212v20" transform="rotate(${angle} 300 305)" stroke="${dark}" stroke-width="7"/>`).join('')}
  <path d="M300 305V240M300 305l48 28" stroke="${dark}" stroke-width="9"/><circle cx="300" cy="305" r="10" fill="${accent}"/>
  <rect x="426" y="292" width="20" height="28" rx="6" fill="${light}"/>`
