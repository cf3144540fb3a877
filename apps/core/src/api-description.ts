import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { HttpServer } from '@hybrid-store/http'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'

/** Describes every route that is registered afterwards: `/api/v1/openapi.json` for programs, `/api/docs` for people. */
export async function describeApi(app: HttpServer): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Hybrid Store', version: '1', description: 'All amounts are whole Rial, all instants UTC.' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: jsonSchemaTransform,
  })
  app.get(
    '/api/v1/openapi.json',
    { schema: { hide: true }, config: { rules: { access: 'public', rate: 'read', idempotency: 'safe' } } },
    async () => app.swagger(),
  )
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/docs'))
      route.config = { ...route.config, rules: { access: 'public', rate: 'read', idempotency: 'safe' } }
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { layout: 'BaseLayout' } })
}
