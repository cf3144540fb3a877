import type { Shape } from '../paint.ts'

export const pot: Shape = ({ body, dark, light, accent }) => `
  <path d="M120 260h360v200c0 30-20 46-50 46H170c-30 0-50-16-50-46z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M60 300h60v40H60zM480 300h60v40h-60z" fill="${dark}"/>
  <path d="M110 250c20-90 360-90 380 0z" fill="${light}" stroke="${dark}" stroke-width="5"/><circle cx="300" cy="166" r="22" fill="${accent}"/>`

export const pan: Shape = ({ body, dark, light, accent }) => `
  <path d="M380 230 540 110l26 34-150 130z" fill="${accent}" stroke="${dark}" stroke-width="5"/>
  <circle cx="260" cy="340" r="180" fill="${body}" stroke="${dark}" stroke-width="8"/><circle cx="260" cy="340" r="140" fill="${light}" opacity=".5"/>
  <path d="M180 300c20-40 60-60 100-56" fill="none" stroke="#fff" stroke-width="12" opacity=".7"/>`

export const plate: Shape = ({ body, main, dark, light, accent }) => `
  <circle cx="300" cy="310" r="210" fill="#fff" stroke="${dark}" stroke-width="6"/><circle cx="300" cy="310" r="186" fill="none" stroke="${body}" stroke-width="34"/>
  <circle cx="300" cy="310" r="120" fill="none" stroke="${light}" stroke-width="6"/>
  ${[0, 60, 120, 180, 240, 300].map((angle) => `<path d="M300 274q20-36 0-60q-20 24 0 60" transform="rotate(${angle} 300 310)" fill="${angle % 120 ? accent : main}"/>`).join('')}`

export const bowl: Shape = ({ body, dark, light, accent }) => `
  <path d="M90 270h420c0 130-80 210-140 220h-140c-60-10-140-90-140-220z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <ellipse cx="300" cy="270" rx="210" ry="50" fill="${light}" stroke="${dark}" stroke-width="5"/>
  <path d="M110 340c120 60 260 60 380 0" fill="none" stroke="${accent}" stroke-width="14"/><path d="M230 490h140v24H230z" fill="${dark}"/>`

export const teapot: Shape = ({ body, dark, light, accent }) => `
  <path d="M430 280c110-30 110 150-10 150" fill="none" stroke="${dark}" stroke-width="22"/>
  <path d="M170 330 70 230l40-20 90 60z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M160 330c0-80 60-130 140-130s140 50 140 130c0 90-50 170-140 170s-140-80-140-170z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M220 212c20-40 140-40 160 0z" fill="${light}" stroke="${dark}" stroke-width="5"/><circle cx="300" cy="168" r="18" fill="${accent}"/><path d="M190 380h220" stroke="${accent}" stroke-width="12"/>`

export const flask: Shape = ({ body, dark, light, accent }) => `
  <rect x="240" y="80" width="120" height="90" rx="16" fill="${accent}" stroke="${dark}" stroke-width="5"/>
  <path d="M230 170h140c40 20 46 50 46 90v210c0 26-16 40-40 40H224c-24 0-40-14-40-40V260c0-40 6-70 46-90z" fill="${body}" stroke="${dark}" stroke-width="5"/>
  <path d="M184 300h232v60H184z" fill="${light}"/><path d="M214 220v60M214 380v90" stroke="#fff" stroke-width="10" opacity=".6"/>`

export const mug: Shape = ({ body, dark, light, accent }) => `
  <path d="M410 250c120-20 120 180 0 160" fill="none" stroke="${dark}" stroke-width="26"/>
  <path d="M150 200h270v250c0 36-20 54-56 54H206c-36 0-56-18-56-54z" fill="${body}" stroke="${dark}" stroke-width="5"/><ellipse cx="285" cy="200" rx="135" ry="30" fill="${light}" stroke="${dark}" stroke-width="5"/>
  <path d="M285 420c-90-60-60-120-30-120 16 0 26 12 30 24 4-12 14-24 30-24 30 0 60 60-30 120z" fill="${accent}"/>
  <path d="M240 150q-20-30 0-60M300 150q-20-30 0-60" fill="none" stroke="${light}" stroke-width="9"/>`

export const knife: Shape = ({ body, dark, light, accent }) => `
  <path d="M320 80c60 60 70 180 50 290h-80V80z" fill="#dfe5ea" stroke="${dark}" stroke-width="5"/><path d="M306 100v250" stroke="#fff" stroke-width="9"/>
  <path d="M284 370h92v24h-92z" fill="${light}" stroke="${dark}" stroke-width="4"/>
  <rect x="290" y="394" width="76" height="140" rx="26" fill="${body}" stroke="${dark}" stroke-width="5"/><circle cx="328" cy="430" r="8" fill="${accent}"/><circle cx="328" cy="490" r="8" fill="${accent}"/>`

export const spoons: Shape = ({ body, dark, light, accent }) => `
  <path d="M190 250v270M300 250v270M410 250v270" stroke="${body}" stroke-width="26"/>
  <ellipse cx="190" cy="180" rx="54" ry="84" fill="${light}" stroke="${dark}" stroke-width="5"/>
  <path d="M246 90h108v160H246z" fill="${accent}" stroke="${dark}" stroke-width="5"/><path d="M276 110v110M300 110v110M324 110v110" stroke="${dark}" stroke-width="6"/>
  <circle cx="410" cy="180" r="70" fill="${body}" stroke="${dark}" stroke-width="5"/>`
