import swagger from '@fastify/swagger'
import { changeLineSchema, mahakProblemSchema } from '@hybrid-store/contracts/mahak-adapter'
import type { HttpServer } from '@hybrid-store/http'
import type { FastifySchema } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'

/** Describes every route that is registered afterwards under `/v1/openapi.json`, which is open: it holds nothing of the shop. */
export function describeApi(app: HttpServer): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Mahak adapter', version: '1', description: 'The way to Mahak for the services of the store.' },
      components: { securitySchemes: { service: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ service: [] }],
    },
    transform: (document) => jsonSchemaTransform({ ...document, schema: described(document) }),
  })
  app.register(async (open: HttpServer) => {
    open.get('/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  })
}

const file = z.string().meta({ format: 'binary' })

/** What goes through as bytes or line by line; no schema of a route looks at it. */
const STREAMED: Readonly<Record<string, FastifySchema>> = {
  'POST /v1/changes': {
    summary: 'Changed rows of the wanted entities',
    response: {
      200: {
        description: 'One line after the other',
        content: { 'application/x-ndjson': { schema: changeLineSchema } },
      },
    },
  },
  'GET /v1/pictures': { response: { 200: { description: 'The file', content: { 'image/*': { schema: file } } } } },
  'POST /v1/pictures': { body: file },
}

const PROBLEM = {
  description: 'What failed at Mahak or on the way there; where the adapter itself refuses a request, without `sent`',
  content: { 'application/problem+json': { schema: mahakProblemSchema } },
}

/** A route's schema with what is streamed, and with the failures that every route has in common. */
function described({
  schema,
  route,
}: {
  schema: FastifySchema
  route: { method: unknown; url: string }
}): FastifySchema {
  const streamed = STREAMED[`${route.method} ${route.url}`]
  const response = { ...Object(schema.response), ...Object(streamed?.response), default: PROBLEM }
  return { ...schema, ...streamed, response }
}
