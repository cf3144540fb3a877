import { toPersianDigits } from '@hybrid-store/kernel'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { entityOf } from '../../entities/index.ts'
import { textIn } from '../../entities/members.ts'
import { findAll } from '../../store/rows.repository.ts'
import { assignPeople } from '../acts/assign.ts'
import { addPerson, changePerson } from '../acts/people.ts'
import { setDeleted } from '../acts/set-deleted.ts'
import { idSchema } from '../api/answers.ts'
import { personSchema } from '../api/schemas.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { listPeople } from '../views/list-people.ts'
import { listVisitors } from '../views/list-visitors.ts'
import { readStatement } from '../views/read-statement.ts'
import { readForm, readNumber } from './forms.ts'
import { peoplePage } from './people.page.ts'
import { backTo, goBack, noticeSchema, show } from './show.ts'
import { statementPage } from './statement.page.ts'

const NOT_FOUND = 'این شخص پیدا نشد'
const WRONG = 'ورودی درست نیست؛ چیزی ذخیره نشد'

const backSchema = backTo('/people')
const querySchema = noticeSchema.extend({ q: z.string().default('') })
const assignFormSchema = z.object({ visitor: z.coerce.number().int(), assigned: z.enum(['yes', 'no']) })
function readPersonForm(body: unknown): ReturnType<typeof personSchema.safeParse> {
  const { firstName = '', lastName = '', mobile = '', ...form } = readForm(body)
  const numbers = { personGroupId: form.personGroupId, credit: form.credit, sellPriceLevel: form.sellPriceLevel }
  return personSchema.safeParse({
    firstName,
    lastName,
    mobile,
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, readNumber(value ?? '')])),
  })
}

export function peoplePages(app: FastifyInstance, deps: DesktopDeps): void {
  app.get('/people', async (request, reply) => {
    const { q, notice } = querySchema.parse(request.query)
    const people = await listPeople(deps.db, { q, limit: 50, offset: 0 })
    const rows = await findAll(deps.db, entityOf('PersonGroups'), { limit: 100, offset: 0 })
    const groups = rows.map(({ id, members }) => ({ id, name: textIn(members, 'Name') }))
    const page = { q, people, groups, visitors: await listVisitors(deps.db) }
    return show(reply, { path: '/people', title: 'اشخاص', notice }, peoplePage(page))
  })
  app.get('/people/:id/statement', async (request, reply) => {
    const { lines } = await readStatement(deps.db, idSchema.parse(request.params).id)
    return show(reply, { path: '/people', title: 'گردش حساب شخص' }, statementPage(lines))
  })
  personForms(app, deps)
  deletionForms(app, deps)
}

function personForms(app: FastifyInstance, deps: DesktopDeps): void {
  app.post('/people', async (request, reply) => {
    const form = readPersonForm(request.body)
    if (!form.success) return goBack(reply, '/people', WRONG)
    const visitors = await listVisitors(deps.db)
    const outcome = await addPerson(
      deps,
      form.data,
      visitors.slice(0, 1).map((visitor) => visitor.visitorId),
    )
    if (!outcome.ok) return goBack(reply, '/people', WRONG)
    return goBack(reply, '/people', `شخص ${toPersianDigits(outcome.value.personCode)} افزوده شد`)
  })
  app.post('/people/:id', async (request, reply) => {
    const { back } = backSchema.parse(request.body)
    const form = readPersonForm(request.body)
    if (!form.success) return goBack(reply, back, WRONG)
    const outcome = await changePerson(deps, idSchema.parse(request.params).id, form.data)
    return goBack(reply, back, outcome.ok ? 'ذخیره شد' : NOT_FOUND)
  })
  app.post('/people/:id/assign', async (request, reply) => {
    const { back } = backSchema.parse(request.body)
    const { visitor, assigned } = assignFormSchema.parse(request.body)
    const ids = [idSchema.parse(request.params).id]
    const outcome = await assignPeople(deps, { visitorId: visitor, ids, assigned: assigned === 'yes' })
    return goBack(reply, back, outcome.ok ? 'ذخیره شد' : NOT_FOUND)
  })
}

function deletionForms(app: FastifyInstance, deps: DesktopDeps): void {
  for (const [path, deleted, notice] of [
    ['/people/:id/delete', true, 'شخص حذف شد'],
    ['/people/:id/restore', false, 'شخص برگشت'],
  ] as const)
    app.post(path, async (request, reply) => {
      const { back } = backSchema.parse(request.body)
      const outcome = await setDeleted(deps, 'People', idSchema.parse(request.params).id, deleted)
      return goBack(reply, back, outcome.ok ? notice : NOT_FOUND)
    })
}
