import { open, readFile, rename, rm } from 'node:fs/promises'
import { z } from 'zod'
import { ifThere } from './if-there.ts'

const metaSchema = z.object({ contentType: z.string(), size: z.number(), etag: z.string(), data: z.string() })

/** What is kept beside the content; `data` is the name of the file that holds it. */
export type Meta = z.infer<typeof metaSchema>

export async function readMeta(file: string): Promise<Meta | null> {
  const text = await ifThere(readFile(file, 'utf8'))
  return text === null ? null : metaSchema.parse(JSON.parse(text))
}

/** The rename is the moment in which an object appears or changes, as a whole. */
export async function writeMeta(file: string, meta: Meta): Promise<void> {
  const temporary = `${file}.${meta.data.slice(-8)}@new`
  const handle = await open(temporary, 'wx')
  try {
    await handle.writeFile(JSON.stringify(meta))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file).catch(async (error: unknown) => {
    await rm(temporary, { force: true })
    throw error
  })
}
