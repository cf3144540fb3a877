import type { Random } from '../random.ts'
import type { World } from '../world.ts'

/** What a step does is drawn in advance, as plain data that can be printed; whom it meets shows when its turn comes. */
export interface PreparedStep {
  args: object
  run(world: World): Promise<unknown>
}

export interface StepKind {
  /** How often it is drawn, compared with the others of its side. */
  weight: number
  prepare(random: Random): PreparedStep
}

export const kind = <Args extends object>(definition: {
  weight: number
  draw(random: Random): Args
  run(world: World, args: Args): Promise<unknown>
}): StepKind => ({
  weight: definition.weight,
  prepare: (random) => {
    const args = definition.draw(random)
    return { args, run: (world) => definition.run(world, args) }
  },
})
