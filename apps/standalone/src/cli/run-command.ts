import type { Command, CommandCall } from './command.ts'
import { COMMANDS } from './commands.ts'

export interface Terminal extends Omit<CommandCall, 'args'> {
  /** Takes what went wrong. */
  complain(line: string): void
}

/** Runs the command that the words name and gives the exit status; 2 if it could not be run. */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<number> {
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => words[index] === word))
  const wantsHelp = words.some((word) => word === '--help' || word === '-h')
  if (wantsHelp) return say(terminal.print, command ? helpOf(command) : usage(), 0)
  if (!command) return say(terminal.complain, usage(), words.length === 0 ? 0 : 2)
  const args = words.slice(command.name.split(' ').length)
  if (command.parameter && args.length === 0) return say(terminal.complain, helpOf(command), 2)
  try {
    return await command.run({ ...terminal, args })
  } catch (error) {
    return say(terminal.complain, error instanceof Error ? error.message : String(error), 2)
  }
}

function say(speak: (text: string) => void, text: string, status: number): number {
  speak(text)
  return status
}

const usage = (): string =>
  [
    'usage: npm run store -- <command>',
    ...COMMANDS.map((command) => `  ${wordsOf(command).padEnd(32)}${command.what}`),
    'More of one: npm run store -- <command> --help',
  ].join('\n')

const helpOf = (command: Command): string =>
  [`usage: npm run store -- ${wordsOf(command)}`, command.what, ...(command.help ? [command.help] : [])].join('\n')

const wordsOf = ({ name, parameter }: Command): string => [name, ...(parameter ? [parameter] : [])].join(' ')
