import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { assignPeople } from '../acts/assign.ts'
import { addPerson, changePerson } from '../acts/people.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { answer, answerDone, idSchema, refuse } from './answers.ts'
import { deletionRoutes } from './goods.routes.ts'
import { nameSchema, personSchema } from './schemas.ts'

const newPersonSchema = personSchema.extend({
  lastName: nameSchema,
  visitorIds: z.array(z.int()).max(1_000).default([]),
})
const peopleOfVisitorSchema = z.strictObject({
  personIds: z.array(z.int()).max(100_000),
  assigned: z.boolean().default(true),
})

export function peopleRoutes(app: FastifyInstance, deps: DesktopDeps): void {
  app.post('/people', async (request, reply) => {
    const { visitorIds, ...fields } = newPersonSchema.parse(request.body)
    const outcome = await addPerson(deps, fields, visitorIds)
    return outcome.ok ? reply.code(201).send(outcome.value) : refuse(reply, outcome.error.code)
  })
  app.post('/people/:id', async (request, reply) =>
    answer(reply, await changePerson(deps, idSchema.parse(request.params).id, personSchema.parse(request.body))),
  )
  deletionRoutes(app, deps, { path: '/people/:id', list: 'People' })
  app.post('/visitors/:id/people', async (request, reply) => {
    const visitorId = idSchema.parse(request.params).id
    const { personIds, assigned } = peopleOfVisitorSchema.parse(request.body)
    return answerDone(reply, await assignPeople(deps, { visitorId, ids: personIds, assigned }))
  })
}
