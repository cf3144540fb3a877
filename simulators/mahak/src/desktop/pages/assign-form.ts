import { type Html, html } from '@hybrid-store/simulator-kit'
import type { VisitorView } from '../views/list-visitors.ts'

/** Gives goods or a person to a visitor, or takes them away. `id` is that of the controls. */
export const assignForm = (form: {
  id: string
  action: string
  back: string
  visitors: readonly VisitorView[]
}): Html => html`
<form class="inline" method="post" action="${form.action}"><input type="hidden" name="back" value="${form.back}">
<select name="visitor" aria-label="ویزیتور" data-testid="visitor-of-${form.id}">${form.visitors.map(
  (visitor) => html`<option value="${visitor.visitorId}">${visitor.name}</option>`,
)}</select>
<button name="assigned" value="yes" data-testid="assign-${form.id}">به ویزیتور بده</button>
<button class="danger" name="assigned" value="no" data-testid="unassign-${form.id}">از ویزیتور بگیر</button></form>`
