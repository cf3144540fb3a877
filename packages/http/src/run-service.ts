import type { Logger } from './logger.ts'

/** Something that runs until it is closed. */
export interface Service {
  close(): Promise<void>
}

const GRACE_MS = 20_000

/**
 * Runs an app's `main`: starts it, closes it on SIGINT or SIGTERM, ends with status 1 and one clear line if it cannot start.
 * With END_WITH_STDIN set it also ends when its standard input does, that is when the parent that holds the pipe is gone.
 */
export async function runService(logger: Logger, start: () => Promise<Service>): Promise<void> {
  let service: Service | undefined
  let closing = false
  const stop = (reason: string) => {
    if (closing) return
    closing = true
    logger.info({ reason }, 'closing')
    setTimeout(() => process.exit(1), GRACE_MS).unref()
    Promise.resolve(service?.close()).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'could not close in order')
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (process.env.END_WITH_STDIN) process.stdin.resume().once('close', () => stop('end of standard input'))
  try {
    service = await start()
    logger.info('ready')
  } catch (error) {
    logger.fatal(error instanceof Error ? error.message : String(error))
    logger.debug({ err: error }, 'start failed')
    process.exitCode = 1
    process.exit()
  }
}
