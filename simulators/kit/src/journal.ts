import { appendFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'

/** Keeps records in a file of JSON lines, one line per change; without a file it keeps nothing. */
export interface Journal<Entry> {
  append(entry: Entry): Promise<void>
}

/** Opens the journal and gives what it holds. A last line that a crash tore is left out. */
export async function openJournal<Schema extends z.ZodType>(
  file: string | undefined,
  schema: Schema,
): Promise<{ entries: z.infer<Schema>[]; journal: Journal<z.infer<Schema>> }> {
  if (!file) return { entries: [], journal: { append: async () => undefined } }
  await mkdir(path.dirname(file), { recursive: true })
  const lines = (await readIfThere(file)).split('\n').filter(Boolean)
  const entries = lines.flatMap((line) => {
    const entry = schema.safeParse(parseOrNull(line))
    return entry.success ? [entry.data] : []
  })
  return { entries, journal: { append: inOrder((entry) => appendFile(file, `\n${JSON.stringify(entry)}`)) } }
}

/** Appends never overtake each other. */
function inOrder<Entry>(write: (entry: Entry) => Promise<void>): (entry: Entry) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  return (entry) => {
    const written = last.then(() => write(entry))
    last = written.catch(() => undefined)
    return written
  }
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

function parseOrNull(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
