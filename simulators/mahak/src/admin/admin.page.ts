import { toPersianDigits, toTehranLocal } from '@hybrid-store/kernel'
import { Html, html } from '@hybrid-store/simulator-kit'
import { formatNumber } from '../desktop/pages/format.ts'
import { DEFAULT_SWITCHES, type LastingSwitches, type Switches } from '../switches/switches.ts'
import type { Call } from './call-log.ts'
import { faultsCard } from './faults.card.ts'
import { SWITCH_GROUPS, SWITCH_TEXTS, type SwitchGroup } from './switch-texts.ts'

/** All switches with their meaning, the faults and the last calls. */
export function adminPage(switches: Switches, calls: readonly Call[]): Html {
  return html`
<section class="card"><p>آنچه درباره محک روشن نیست در اینجا کلید دارد و محتمل‌ترین حالت پیش‌فرض است. شماره‌ها بندهای مرجع رابط محک‌اند.
کلیدها پس از راه‌اندازی دوباره می‌مانند؛ خطاها نمی‌مانند.</p>
<form method="post" action="/admin/forms/defaults"><button class="danger" data-testid="defaults">بازگشت همه به پیش‌فرض</button></form></section>
${faultsCard(switches)}
${SWITCH_GROUPS.map((group) => groupCard(group, switches))}
${callsCard(calls)}`
}

const groupCard = ({ id, title, switches: names }: SwitchGroup, switches: Switches): Html => html`
<section class="card" data-testid="group-${id}"><header><h2>${title}</h2></header>
<form class="fields" method="post" action="/admin/forms/switches">
${names.map((name) => switchField(name, switches[name]))}
<button data-testid="save-${id}">ذخیره</button></form></section>`

type SwitchValue = LastingSwitches[keyof LastingSwitches]

function switchField(name: keyof LastingSwitches, value: SwitchValue): Html {
  const { title, section, meaning } = SWITCH_TEXTS[name]
  const changed = html` <span class="badge open" data-testid="changed-${name}">تغییر کرده</span>`
  return html`
<label for="${name}"><strong>${title}</strong>${value !== DEFAULT_SWITCHES[name] && changed}
<br><span class="muted"><bdi>${name}</bdi> | <bdi>${toPersianDigits(section)}</bdi></span></label>
<div>${control(name, value)}<br><span class="muted">${meaning}</span></div>`
}

function control(name: keyof LastingSwitches, value: SwitchValue): Html {
  const { choices } = SWITCH_TEXTS[name]
  if (!choices)
    return html`<input class="number" id="${name}" name="${name}" inputmode="numeric" autocomplete="off" value="${String(value ?? '')}" data-testid="switch-${name}">`
  const options = Object.entries(choices).map(
    ([choice, label]) =>
      html`<option value="${choice}"${choice === String(value) && new Html(' selected')}>${label}</option>`,
  )
  return html`<select id="${name}" name="${name}" data-testid="switch-${name}">${options}</select>`
}

const SHOWN = 50

const callsCard = (calls: readonly Call[]): Html => html`
<section class="card"><header><h2>آخرین فراخوانی‌ها</h2></header>
${calls.length === 0 && html`<p class="muted">هنوز فراخوانی‌ای نرسیده است.</p>`}
<table data-testid="calls"><tbody>${calls.slice(0, SHOWN).map(callRow)}</tbody></table></section>`

const callRow = ({ at, method, path, status, durationMs, fault }: Call): Html => html`
<tr><td>${toPersianDigits(toTehranLocal(at).slice(11))}</td><td><bdi>${method} ${path}</bdi></td>
<td>${status === null ? 'بی‌پاسخ' : toPersianDigits(status)}</td>
<td>${durationMs !== null && html`<bdi>${formatNumber(durationMs)}</bdi> میلی‌ثانیه`}</td><td>${fault && html`<span class="badge gone">${fault}</span>`}</td></tr>`
