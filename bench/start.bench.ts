import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const SETTLE_MS = 60_000
const dataDir = mkdtempSync(path.join(tmpdir(), 'bench-start-'))
chmodSync(dataDir, 0o755)
const PORTS = { PORT: '28080', SIM_MAHAK_PORT: '28091', SIM_PAYMENT_PORT: '28092', SIM_SMS_PORT: '28093' }

try {
  const reference = await seconds(() => finished(spawn(process.execPath, ['--import', 'tsx', '-e', ''])))
  const first = await start()
  // The first start reads and renders 650 pictures behind the opened doors; the figure is taken while that goes on.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  const memoryAfterFirst = memoryOf(first.child)
  await stop(first.child)
  const second = await start()
  const memoryAfterSecond = memoryOf(second.child)
  await stop(second.child)
  const figures = {
    firstStartSeconds: first.seconds,
    secondStartSeconds: second.seconds,
    referenceSeconds: reference,
    ratioSecondToReference: round(second.seconds / reference),
    memoryAfterFirst,
    memoryAfterSecond,
  }
  console.log(figures)
  writeFileSync(new URL('./results/start.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`)
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}

async function start(): Promise<{ child: ChildProcess; seconds: number }> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, ...PORTS, STORE_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const taken = await seconds(
    () =>
      new Promise<void>((resolve, reject) => {
        child.stdout?.on('data', (chunk: Buffer) => /^ready/m.test(String(chunk)) && resolve())
        child.once('exit', () => reject(new Error('the store ended before it was ready')))
      }),
  )
  return { child, seconds: taken }
}

function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  return finished(child)
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = process.hrtime.bigint()
  await work()
  return round(Number(process.hrtime.bigint() - started) / 1e9)
}

/** MB of the process and all below it: shared pages counted once (PSS), and each time they are mapped (RSS). Linux only. */
function memoryOf(child: ChildProcess): { processes: number; pssMb: number; rssMb: number } {
  const sum = { processes: 0, pssMb: 0, rssMb: 0 }
  for (const pid of familyOf(child.pid ?? 0)) {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    sum.processes += 1
    sum.pssMb += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024
    sum.rssMb += Number(/^Rss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024
  }
  return { processes: sum.processes, pssMb: Math.round(sum.pssMb), rssMb: Math.round(sum.rssMb) }
}

function familyOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It ended while we were looking.
    }
  }
  const family = [root]
  for (const member of family) for (const [pid, parent] of parents) if (parent === member) family.push(pid)
  return family
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
