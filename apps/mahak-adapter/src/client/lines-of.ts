import { changeLineSchema } from '@hybrid-store/contracts/mahak-adapter'
import { isEntityName } from '@hybrid-store/mahak-client'
import type { BadRowLine, ChangeLine, EndLine, FailureLine, RowsLine } from './types.ts'

const NEW_LINE = 0x0a

/** The lines of an answer as they arrive. Throws a SyntaxError at one that is none of the adapter's. */
export async function* linesOf(body: AsyncIterable<Buffer>): AsyncGenerator<ChangeLine> {
  let rest: Buffer[] = []
  for await (const chunk of body) {
    let start = 0
    for (let end = chunk.indexOf(NEW_LINE); end !== -1; end = chunk.indexOf(NEW_LINE, start)) {
      const line = chunk.subarray(start, end)
      yield parseLine((rest.length > 0 ? Buffer.concat([...rest, line]) : line).toString('utf8'))
      rest = []
      start = end + 1
    }
    if (start < chunk.length) rest.push(chunk.subarray(start))
  }
}

function parseLine(text: string): ChangeLine {
  const line: unknown = JSON.parse(text)
  // Rows come by the hundred thousand from a service of our own, so only their outside is looked at.
  if (isRowsLine(line) || isOtherLine(line)) return line
  throw new SyntaxError('not a line of the Mahak adapter')
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function isRowsLine(line: unknown): line is RowsLine {
  return isObject(line) && typeof line.entity === 'string' && isEntityName(line.entity) && Array.isArray(line.rows)
}

function isOtherLine(line: unknown): line is BadRowLine | EndLine | FailureLine {
  const parsed = changeLineSchema.safeParse(line)
  return parsed.success && (!('entity' in parsed.data) || isEntityName(parsed.data.entity))
}
