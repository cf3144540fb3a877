import type { FastifyInstance } from 'fastify'
import { busyDaySchema, importSchema } from '../api/schemas.ts'
import { ACTS } from '../background/busy-day/acts.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { backgroundPage } from './background.page.ts'
import { readForm, readNumber } from './forms.ts'
import { goBack, noticeSchema, show } from './show.ts'

const PATH = '/busy-day'
const WRONG = 'عددها درست نیستند'
const RUNNING = 'هم‌اکنون در کار است'

export function backgroundPages(app: FastifyInstance, { background }: DesktopDeps): void {
  const { busyDay, goodsImport } = background
  app.get(PATH, async (request, reply) => {
    const { notice } = noticeSchema.parse(request.query)
    const body = backgroundPage(busyDay.state(), goodsImport.state())
    return show(reply, { path: PATH, title: 'روز شلوغ و کالای انبوه', notice }, body)
  })
  app.post(PATH, async (request, reply) => {
    const plan = busyDaySchema.safeParse(toPlan(readForm(request.body)))
    if (!plan.success) return goBack(reply, PATH, WRONG)
    return goBack(reply, PATH, busyDay.start(plan.data) ? 'روز شلوغ آغاز شد' : RUNNING)
  })
  app.post(`${PATH}/stop`, async (_request, reply) => {
    await busyDay.stop()
    return goBack(reply, PATH, 'روز شلوغ ایستاد')
  })
  app.post('/import', async (request, reply) => {
    const order = importSchema.safeParse({ products: readNumber(readForm(request.body).products ?? '') })
    if (!order.success) return goBack(reply, PATH, WRONG)
    return goBack(reply, PATH, goodsImport.start(order.data) ? 'ورود کالا آغاز شد' : RUNNING)
  })
  app.post('/import/stop', async (_request, reply) => {
    await goodsImport.stop()
    return goBack(reply, PATH, 'ورود کالا ایستاد؛ چیزی افزوده نشد')
  })
}

function toPlan(form: Record<string, string>): object {
  const rates = Object.keys(ACTS).map((act) => [act, readNumber(form[act] || '0')])
  return {
    seed: readNumber(form.seed ?? ''),
    seconds: readNumber(form.seconds ?? ''),
    rates: Object.fromEntries(rates),
  }
}
