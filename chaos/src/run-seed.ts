import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from '@hybrid-store/database'
import { dropDatabase } from './clone.ts'
import { differences } from './oracle/compare.ts'
import { drawProgram, PRELUDE, type Program } from './program.ts'
import { type Beginning, createWorld, emptyBeginning, type Surroundings, type World } from './world.ts'

export interface SeedOutcome {
  program: Program
  /** Empty if both sides came to agree and then stayed quiet. */
  differences: string[]
  /** How many processes died. */
  deaths: number
  /** Ms from the end of the faults until both sides agreed. */
  convergedMs: number
}

export interface SeedRunner {
  run(seed: number): Promise<SeedOutcome>
  /** Runs a program that was written by hand. */
  play(program: Program): Promise<SeedOutcome>
  close(): Promise<void>
}

/** Prepares what all seeds begin with: nothing at all, and two sides that agree. `statement` is run in every shop before. */
export async function createSeedRunner(
  surroundings: Surroundings & { statement?: string | undefined },
): Promise<SeedRunner> {
  const empty = await emptyBeginning(surroundings.statement)
  const world = await createWorld(PRELUDE, surroundings, empty)
  await play(PRELUDE, world)
  const left = await converge(world)
  const agreed = await world.close({ keep: true })
  if (left.length > 0) throw new Error(`the first synchronisation does not come to an end:\n${left.join('\n')}`)
  const given = (program: Program) => runProgram(program, surroundings, program.firstSync ? empty : agreed)
  return {
    run: (seed) => given(drawProgram(seed)),
    play: given,
    close: async () => {
      for (const url of [empty.shop, empty.mahak, agreed.shop, agreed.mahak]) await dropDatabase(url)
    },
  }
}

/** Runs a program in a world of its own: its steps, then peace, then the comparison, then silence. */
async function runProgram(program: Program, surroundings: Surroundings, beginning: Beginning): Promise<SeedOutcome> {
  const world = await createWorld(program, surroundings, beginning)
  try {
    await play(program, world)
    await makePeace(world)
    const started = performance.now()
    const left = await converge(world)
    const convergedMs = Math.round(performance.now() - started)
    const deaths = [world.adapter, ...world.workers].reduce((sum, seat) => sum + seat.deaths(), 0)
    return { program, differences: left.length > 0 ? left : await disturbances(world), deaths, convergedMs }
  } finally {
    await world.close()
  }
}

async function play({ steps }: Program, world: World): Promise<void> {
  const begun: Promise<unknown>[] = []
  for (const { run, overlaps, pauseMs } of steps) {
    const done = run(world)
    // Its failure is met below; until then it is not an unhandled one.
    done.catch(() => undefined)
    begun.push(done)
    if (!overlaps) await done
    await sleep(pauseMs)
  }
  await Promise.all(begun)
}

const PEACE = { failNext: [], failRate: [], latency: { medianMs: 0, p95Ms: 0 }, lateCommitMs: 0, clockSkewMs: 0 }

/** All faults end, what is down comes up again, and what waits for a later time is due. */
async function makePeace({ setSwitches, adapter, workers, shop }: World): Promise<void> {
  await setSwitches(PEACE)
  await Promise.all([adapter, ...workers].map((seat) => seat.occupied()))
  for (const seat of [adapter, ...workers]) seat.tell({ calm: true })
  await shop.run(sql`update sync.dirty set not_before = now() where not_before > now() + interval '1 second'`)
}

/** Longest time for both sides to agree; a machine that has other work takes many times the usual second. */
const CONVERGE_MS = 40_000
const LOOK_EVERY_MS = 150

/** Waits until the oracle finds nothing; gives what it still finds at last. */
async function converge(world: World): Promise<string[]> {
  const deadline = performance.now() + CONVERGE_MS
  for (;;) {
    const left = await differences(world)
    if (left.length === 0 || performance.now() > deadline) return left
    await sleep(LOOK_EVERY_MS)
  }
}

/** What is written although nothing happens any more: both sides must be at rest, not tell each other the same for ever. */
async function disturbances(world: World): Promise<string[]> {
  await everythingRead(world)
  await converge(world)
  const before = await marks(world)
  await everythingRead(world)
  const after = await marks(world)
  const changed = (['saves', 'shopWrites', 'dirtied'] as const).filter((mark) => before[mark] !== after[mark])
  const restless = changed.map((mark) => `not quiet: ${mark} went from ${before[mark]} to ${after[mark]}`)
  return [...restless, ...(await converge(world))]
}

async function marks({ shop, mahak }: World) {
  const ledger = await mahak.row<{ saves: number }>(sql`select count(*) as saves from mahak.ledger`)
  const own = await shop.row<{ shopWrites: number; dirtied: number }>(sql`
    select (select last_value from platform.row_version) as "shopWrites",
      (select last_value from sync.generation) as dirtied`)
  return { ...ledger, ...own }
}

/** Waits until a reading of every entity that begins after now is complete. */
async function everythingRead({ shop }: World): Promise<void> {
  const deadline = performance.now() + CONVERGE_MS
  const moment = await shop.row<{ now: Date }>(sql`select clock_timestamp() as now`)
  const isOld = sql`select from sync.watermark where pull_started_at <= ${moment?.now ?? null} limit 1`
  while ((await shop.row(isOld)) && performance.now() < deadline) await sleep(LOOK_EVERY_MS)
}
