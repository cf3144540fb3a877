import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@hybrid-store/database/embedded'
import { writeAnswer } from './mahak-read/answer.ts'
import { type Usage, usageOf } from './mahak-read/usage.ts'

const PRODUCTS = Number(process.env.PRODUCTS ?? 100_000)
const SERVICE_TOKEN_SECRET = 'a-secret-of-this-measurement-only'

const folder = mkdtempSync(path.join(tmpdir(), 'bench-mahak-read-'))
chmodSync(folder, 0o755)
const children: ChildProcess[] = []
try {
  const figures = { reading: await measureReading(PRODUCTS), pull: await measurePull(PRODUCTS / 10) }
  console.log(figures)
  writeFileSync(new URL('./results/mahak-read.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`)
} finally {
  for (const child of children) child.kill('SIGKILL')
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

/** The worker's first reading into an empty shop, beside the copying of the rows it stored inside of the database. */
async function measurePull(products: number) {
  const file = path.join(folder, 'smaller.json')
  const rows = writeAnswer(file, products)
  const postgres = await startEmbeddedPostgres({ dataDir: folder, throwaway: true })
  try {
    const adapter = await startAdapter(file)
    const databaseUrl = await postgres.database('pull')
    const pull = await message<{
      seconds: number
      copySeconds: number
      mirrored: number
      inShop: number
      peakMb: number
    }>(start('bench/mahak-read/puller.ts', [databaseUrl, adapter.url, SERVICE_TOKEN_SECRET]))
    if (pull.mirrored < rows || pull.inShop !== products) throw new Error(`rows are missing: ${JSON.stringify(pull)}`)
    return {
      rows,
      seconds: round(pull.seconds),
      rowsPerSecond: Math.round(rows / pull.seconds),
      adapterPeakMb: usageOf(adapter.pid).peakMb,
      workerPeakMb: pull.peakMb,
      referenceCopySeconds: round(pull.copySeconds),
      timesSlowerThanCopy: Math.round(pull.seconds / pull.copySeconds),
    }
  } finally {
    await postgres.stop()
  }
}

/** In a process of its own, so that neither measurement finds the heap of the other. */
async function parseOnce(
  file: string,
): Promise<{ decodeSeconds: number; parseSeconds: number; parseCpuSeconds: number }> {
  return message(start('bench/mahak-read/parse.ts', [file], { execArgv: ['--max-old-space-size=8192'] }))
}

/** The adapter before a Mahak that answers every reading with this file. */
async function startAdapter(file: string): Promise<{ url: string; pid: number }> {
  const { port } = await message<{ port: number }>(start('bench/mahak-read/source.ts', [file]))
  const adapter = start('apps/mahak-adapter/src/main.ts', [], {
    silent: true,
    env: {
      SERVICE_TOKEN_SECRET,
      MAHAK_BASE_URL: `http://127.0.0.1:${port}/API/v3`,
      MAHAK_USERNAME: 'shop1',
      MAHAK_PASSWORD: 'shop1',
      MAHAK_ADAPTER_PORT: '0',
    },
  })
  return { url: await addressOf(adapter), pid: adapter.pid ?? 0 }
}

function start(
  file: string,
  args: string[],
  { env, execArgv = [], silent = false }: { env?: Record<string, string>; execArgv?: string[]; silent?: boolean } = {},
): ChildProcess {
  const child = fork(file, args, {
    execArgv: ['--import', 'tsx', ...execArgv],
    env: { ...process.env, ...env },
    silent,
  })
  children.push(child)
  return child
}

/** The one thing a process has to tell. */
async function message<Content>(child: ChildProcess): Promise<Content> {
  const ended = new Promise<never>((_, reject) => child.once('exit', (code) => reject(new Error(`it ended: ${code}`))))
  const [content] = await Promise.race([once(child, 'message'), ended])
  return content
}

/** Where a service says in its log that it listens. */
async function addressOf(service: ChildProcess): Promise<string> {
  for await (const chunk of service.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    const url = /"url":"([^"]+)"/.exec(String(chunk))?.[1]
    if (url) return url
  }
  throw new Error('the service does not listen')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
