/** Where a command runs: its arguments, the settings, and who reads what it says. */
export interface CommandCall {
  args: readonly string[]
  environment: NodeJS.ProcessEnv
  print(line: string): void
}

export interface Command {
  name: string
  /** What has to follow the name, as the usage writes it: `<id>`. */
  parameter?: string
  what: string
  /** The rest of `--help`. */
  help?: string
  /** Gives the exit status: 0 all is well, 1 something wants attention, 2 it could not be done. */
  run(call: CommandCall): Promise<number>
}
