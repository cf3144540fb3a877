import { randomUUID } from 'node:crypto'
import { idSchema, type Problem } from '@hybrid-store/contracts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forgetCart } from '../../http/cart-cookie.ts'
import { errorsOfProblem, type FieldErrors, type FormValues, formValues } from '../../http/forms.ts'
import { askToLogIn, showRefusal } from '../../http/refusal.ts'
import type { Visit } from '../../http/visit.ts'
import type { Site } from '../../site.ts'
import { handoffPage } from '../payments/handoff.page.tsx'
import { checkoutPage } from './checkout.page.tsx'
import { type CheckoutNotice, noticeOf } from './checkout-notice.ts'
import { firstValues } from './first-values.ts'
import { parseCheckout } from './parse-checkout.ts'

export function addCheckoutRoutes(app: FastifyInstance, site: Site): void {
  app.get('/checkout', async (request, reply) => {
    const visit = site.visit(request, reply)
    if (!visit.loggedIn) return askToLogIn(reply, '/checkout')
    const customer = await visit.api.me()
    if (!customer.ok && customer.error.status === 401) return askToLogIn(reply, '/checkout')
    const values = firstValues(customer.ok ? customer.value : null)
    return showCheckout(site, visit, request, reply, { values, errors: {} })
  })

  app.post('/checkout', async (request, reply) => {
    const visit = site.visit(request, reply)
    if (!visit.loggedIn) return askToLogIn(reply, '/checkout')
    const values = formValues(request.body)
    const order = parseCheckout(values)
    if (!order.ok) return showCheckout(site, visit, request, reply, { values, errors: order.error.fields })

    const placed = await visit.api.checkout(order.value, formKey(values.idempotencyKey))
    if (!placed.ok) return refuse(site, visit, request, reply, values, placed.error)
    forgetCart(reply)
    const { order: made, payment } = placed.value
    if (!payment) return reply.redirect(`/orders/${made.id}`, 303)
    return site.show(visit, reply, handoffPage(payment.redirectUrl, made.total))
  })
}

/** The key the form was shown with; a header could not carry whatever else may stand there. */
const formKey = (text: string | undefined): string => z.uuid().safeParse(text).data ?? randomUUID()

/** Refusals that come after the order was placed name it; there the customer can go on. */
const placedOrder = z.object({ orderId: idSchema('ord') })

const orderAddress = (orderId: string, code: string): string =>
  `/orders/${orderId}${code === 'payment_unavailable' ? `?notice=${code}` : ''}`

interface Attempt {
  values: FormValues
  errors: FieldErrors
  refusal?: Problem
}

function refuse(
  site: Site,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
  values: FormValues,
  refusal: Problem,
) {
  if (refusal.status === 401) return askToLogIn(reply, '/checkout')
  const placed = placedOrder.safeParse(refusal)
  if (placed.success) return reply.redirect(orderAddress(placed.data.orderId, refusal.code), 303)
  return showCheckout(site, visit, request, reply, { values, errors: errorsOfProblem(refusal), refusal })
}

/** The form with today's prices. Every showing has a key of its own: one submission of it makes at most one order. */
async function showCheckout(
  site: Site,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
  attempt: Attempt,
): Promise<FastifyReply> {
  const [cart, methods] = await Promise.all([visit.cart(), visit.api.shippingMethods()])
  if (!cart.ok || cart.value.lines.length === 0) return reply.redirect('/cart', 303)
  if (!methods.ok) return showRefusal(site, visit, request, reply, methods.error)
  const notice: CheckoutNotice | null = attempt.refusal ? noticeOf(attempt.refusal, cart.value) : null
  return site.show(
    visit,
    reply,
    checkoutPage({
      cart: cart.value,
      methods: methods.value.items,
      values: attempt.values,
      errors: attempt.errors,
      notice,
      status: attempt.refusal?.status ?? (Object.keys(attempt.errors).length > 0 ? 400 : 200),
      idempotencyKey: randomUUID(),
    }),
  )
}
