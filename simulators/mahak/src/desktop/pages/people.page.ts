import { toPersianDigits } from '@hybrid-store/kernel'
import { type Html, html } from '@hybrid-store/simulator-kit'
import type { PersonView } from '../views/list-people.ts'
import type { VisitorView } from '../views/list-visitors.ts'
import { assignForm } from './assign-form.ts'
import { formatRial } from './format.ts'

export interface PeoplePage {
  q: string
  people: readonly PersonView[]
  groups: readonly { id: number; name: string }[]
  visitors: readonly VisitorView[]
}

/** Search, the form of a new person, and each person with inputs for what the accountant changes. */
export function peoplePage(page: PeoplePage): Html {
  const back = `/people?q=${encodeURIComponent(page.q)}`
  return html`
<form class="search" method="get" action="/people" role="search">
<input name="q" value="${page.q}" placeholder="نام خانوادگی یا موبایل" aria-label="جستجوی شخص"><button>جستجو</button>
</form>
<section class="card"><header><h2>شخص تازه</h2></header>
<form class="inline" method="post" action="/people">${fields(null, page.groups)}<button data-testid="add-person">افزودن</button></form></section>
${page.people.length === 0 ? html`<p class="muted">شخصی پیدا نشد.</p>` : null}
${page.people.map((person) => personCard(person, page, back))}`
}

function personCard(person: PersonView, { groups, visitors }: PeoplePage, back: string): Html {
  const id = person.personId
  const names = visitors.filter((visitor) => person.visitorIds.includes(visitor.visitorId))
  return html`
<section class="card" data-testid="person-${id}">
<header><h2>${person.firstName} ${person.lastName}</h2>
<span class="muted">کد ${toPersianDigits(person.code)} | مانده <span data-testid="balance-${id}">${formatRial(person.balance)}</span>
 | ${names.map((visitor) => visitor.name).join('، ')}</span>
${person.deleted ? html`<span class="badge gone">حذف شده</span>` : null}
<a href="/people/${id}/statement" data-testid="statement-${id}">گردش حساب</a>
<form class="spread" method="post" action="/people/${id}/${person.deleted ? 'restore' : 'delete'}">
<input type="hidden" name="back" value="${back}">
<button class="danger" data-testid="${person.deleted ? 'restore' : 'delete'}-person-${id}">${person.deleted ? 'برگرداندن' : 'حذف'}</button></form>
</header>
<form class="inline" method="post" action="/people/${id}"><input type="hidden" name="back" value="${back}">
${fields(person, groups)}<button data-testid="save-person-${id}">ذخیره</button></form>
${assignForm({ id: `person-${id}`, action: `/people/${id}/assign`, back, visitors })}
</section>`
}

function fields(person: PersonView | null, groups: PeoplePage['groups']): Html {
  return html`
<input name="firstName" aria-label="نام" placeholder="نام" value="${person?.firstName ?? ''}">
<input name="lastName" aria-label="نام خانوادگی" placeholder="نام خانوادگی" required value="${person?.lastName ?? ''}">
<input name="mobile" aria-label="موبایل" placeholder="موبایل" class="number" inputmode="tel" value="${person?.mobile ?? ''}">
<select name="personGroupId" aria-label="گروه">${groups.map((group) => option(group.id, group.name, person?.personGroupId))}</select>
<label class="muted">اعتبار (ریال) <input name="credit" class="number" inputmode="numeric" value="${person?.credit ?? 0}"></label>
<select name="sellPriceLevel" aria-label="سطح قیمت">${LEVELS.map((level) => option(level, level === 0 ? 'سطح گروه' : `سطح ${toPersianDigits(level)}`, person?.sellPriceLevel))}</select>`
}

const LEVELS = Array.from({ length: 11 }, (_, level) => level)

const option = (value: number, title: string, chosen: number | undefined): Html =>
  value === chosen
    ? html`<option value="${value}" selected>${title}</option>`
    : html`<option value="${value}">${title}</option>`
