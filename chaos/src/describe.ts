import { describeStep } from './program.ts'
import type { SeedOutcome } from './run-seed.ts'

const SHOWN = 20

export const describeOutcome = ({ program, differences, deaths, convergedMs }: SeedOutcome): string =>
  `seed ${program.seed}: ${differences.length === 0 ? 'ok' : 'FAILED'}, ${program.steps.length} steps` +
  `${program.overRabbit && process.env.TEST_AMQP_URL ? ' over RabbitMQ' : ''}, ` +
  `${deaths} deaths, agreed after ${convergedMs} ms`

/** The seed, its program and the first differences: what is needed to replay a failure and to think about it. */
export function describeFailure({ program, differences }: SeedOutcome): string {
  const { steps, ...conditions } = program
  const numbered = steps.map((step, index) => `${String(index + 1).padStart(4)}. ${describeStep(step)}`)
  const shown = differences.slice(0, SHOWN).map((line) => `  ${line}`)
  const more = differences.length > SHOWN ? [`  and ${differences.length - SHOWN} more`] : []
  return [JSON.stringify(conditions), ...numbered, 'Differences:', ...shown, ...more].join('\n')
}
