import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { forgetCart } from '../../http/cart-cookie.ts'
import { formValues, quantityOf } from '../../http/forms.ts'
import { problemText } from '../../http/problem-text.ts'
import { showRefusal } from '../../http/refusal.ts'
import type { Site } from '../../site.ts'
import { productPage } from '../product/product.page.tsx'
import { addToCart } from './add-to-cart.ts'
import { cartPage } from './cart.page.tsx'

const lineParams = z.object({ variantId: z.string() })
const WRONG_QUANTITY = 'تعداد درست نیست؛ عددی از ۱ تا ۱۰۰ بنویسید.'

export function addCartRoutes(app: FastifyInstance, site: Site): void {
  app.get('/cart', async (request, reply) => {
    const visit = site.visit(request, reply)
    const cart = await visit.cart()
    if (!cart.ok && visit.cartId) forgetCart(reply)
    return site.show(visit, reply, cartPage(cart.ok ? cart.value : null))
  })

  app.post('/cart/lines', async (request, reply) => {
    const visit = site.visit(request, reply)
    const form = formValues(request.body)
    const count = quantityOf(form.quantity ?? '1')
    const added = count
      ? await addToCart(visit, reply, {
          line: { variantId: form.variantId ?? '', quantity: count },
          secure: site.publicUrl.startsWith('https:'),
        })
      : null
    if (added?.ok) return reply.redirect('/cart', 303)

    const product = await visit.api.product(form.product ?? '')
    if (!product.ok) return showRefusal(site, visit, request, reply, added?.error ?? product.error)
    return site.show(
      visit,
      reply,
      productPage(product.value, site.publicUrl, added ? problemText(added.error) : WRONG_QUANTITY),
    )
  })

  app.post('/cart/lines/:variantId', async (request, reply) => {
    const visit = site.visit(request, reply)
    const form = formValues(request.body)
    const count = quantityOf(form.quantity, { orZero: true })
    if (count !== null && visit.cartId) {
      const { variantId } = lineParams.parse(request.params)
      const changed = await visit.api.setLine(visit.cartId, variantId, count)
      if (changed.ok) return reply.redirect('/cart', 303)
      const cart = await visit.cart()
      return site.show(visit, reply, cartPage(cart.ok ? cart.value : null, problemText(changed.error)))
    }
    const cart = await visit.cart()
    return site.show(visit, reply, cartPage(cart.ok ? cart.value : null, WRONG_QUANTITY))
  })
}
