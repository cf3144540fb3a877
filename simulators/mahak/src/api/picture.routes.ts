import type { Database } from '@hybrid-store/database'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readPicture } from '../pictures/read-picture.ts'

const paramsSchema = z.object({ file: z.string() })

/** Picture files are open to everyone (§7). The number in the file name is the picture's id. */
export function pictureRoutes({ db }: { db: Database }): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.get('/Content/Images/all/:file', async (request, reply) => {
      const { file } = paramsSchema.parse(request.params)
      const content = await readPicture(db, file)
      if (!content) return reply.code(404).type('text/plain').send('')
      return reply.header('cache-control', 'public, max-age=31536000').type('image/jpeg').send(content)
    })
  }
}
