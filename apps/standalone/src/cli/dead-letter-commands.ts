import type { StoreAtHand } from './with-store.ts'

export async function listDeadLetters({ bus, print }: StoreAtHand): Promise<number> {
  const letters = await bus.deadLetters.list()
  for (const letter of letters)
    print(`${letter.id}  ${letter.queue}  ${letter.type}  attempt ${letter.attempt}  ${letter.reason}`)
  print(`${letters.length} dead letters`)
  return 0
}

export const replayDeadLetter = (store: StoreAtHand, args: readonly string[]): Promise<number> =>
  onDeadLetter(store, args, 'replay', 'sent again')

export const dropDeadLetter = (store: StoreAtHand, args: readonly string[]): Promise<number> =>
  onDeadLetter(store, args, 'drop', 'thrown away')

async function onDeadLetter(
  { bus, print }: StoreAtHand,
  [id = '']: readonly string[],
  action: 'replay' | 'drop',
  done: string,
): Promise<number> {
  const found = await bus.deadLetters[action](id)
  print(found ? `${id} ${done}` : `there is no dead letter ${id}`)
  return found ? 0 : 1
}
