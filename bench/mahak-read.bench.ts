import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeAnswer } from './mahak-read/answer.ts'
import { endAll, message, SERVICE_TOKEN_SECRET, start, startAdapter } from './mahak-read/processes.ts'
import { type Usage, usageOf } from './mahak-read/usage.ts'

const PRODUCTS = Number(process.env.PRODUCTS ?? 100_000)

const folder = mkdtempSync(path.join(tmpdir(), 'bench-mahak-read-'))
chmodSync(folder, 0o755)
try {
  const figures = { reading: await measureReading(PRODUCTS) }
  console.log(figures)
  writeFileSync(new URL('./results/mahak-read.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`)
} finally {
  endAll()
  rmSync(folder, { recursive: true, force: true })
}

/** Through the adapter into a reader that stores nothing, beside one JSON.parse of the same bytes. */
async function measureReading(products: number) {
  const file = path.join(folder, 'answer.json')
  const rows = writeAnswer(file, products)
  const megabytes = statSync(file).size / 1e6
  const parse = await parseOnce(file)
  const adapter = await startAdapter(file)
  const before = usageOf(adapter.pid)
  const reading = await message<{ seconds: number; rows: number } & Usage>(
    start('bench/mahak-read/reader.ts', [adapter.url, SERVICE_TOKEN_SECRET]),
  )
  const after = usageOf(adapter.pid)
  if (reading.rows !== rows) throw new Error(`${reading.rows} of ${rows} rows arrived`)
  return {
    rows,
    megabytes: Math.round(megabytes),
    seconds: round(reading.seconds),
    megabytesPerSecond: Math.round(megabytes / reading.seconds),
    rowsPerSecond: Math.round(rows / reading.seconds),
    adapterPeakMb: after.peakMb,
    readerPeakMb: reading.peakMb,
    adapterCpuSeconds: round(after.cpuSeconds - before.cpuSeconds),
    readerCpuSeconds: round(reading.cpuSeconds),
    referenceParseSeconds: round(parse.parseSeconds),
    referenceParseCpuSeconds: round(parse.parseCpuSeconds),
    referenceDecodeSeconds: round(parse.decodeSeconds),
    ratioParseToReading: round(parse.parseSeconds / reading.seconds),
    ratioDecodeAndParseToReading: round((parse.decodeSeconds + parse.parseSeconds) / reading.seconds),
  }
}

/** In a process of its own, so that neither measurement finds the heap of the other. */
async function parseOnce(
  file: string,
): Promise<{ decodeSeconds: number; parseSeconds: number; parseCpuSeconds: number }> {
  return message(start('bench/mahak-read/parse.ts', [file], { execArgv: ['--max-old-space-size=8192'] }))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
