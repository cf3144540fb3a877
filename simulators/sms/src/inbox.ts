import { openJournal } from '@hybrid-store/simulator-kit'
import { type Message, messageSchema } from './message.ts'

/** Every message that was "sent", in memory and in the journal. */
export interface Inbox {
  add(message: Omit<Message, 'messageId'>): Promise<Message>
  find(messageId: number): Message | null
  /** The message that was sent under a shop's own id before. */
  findLocal(localId: string, receptor: string): Message | null
  /** The newest first; those to one receptor (`09…`) when it is given. */
  list(receptor?: string): Message[]
}

const FIRST_ID = 8_792_343

export async function openInbox(file: string | undefined): Promise<Inbox> {
  const { entries, journal } = await openJournal(file, messageSchema)
  const messages = new Map(entries.map((message) => [message.messageId, message]))
  let lastId = Math.max(FIRST_ID, ...messages.keys())

  return {
    async add(draft) {
      lastId += 1
      const message = { ...draft, messageId: lastId }
      messages.set(message.messageId, message)
      await journal.append(message)
      return message
    },
    find: (messageId) => messages.get(messageId) ?? null,
    findLocal: (localId, receptor) =>
      [...messages.values()].find((message) => message.localId === localId && message.receptor === receptor) ?? null,
    list: (receptor) => {
      const all = [...messages.values()].reverse()
      return receptor === undefined ? all : all.filter((message) => message.receptor === receptor)
    },
  }
}
