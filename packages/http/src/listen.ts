import type { HttpServer } from './server.ts'

export interface ListenOptions {
  /** 0 takes any free port. */
  port: number
  host?: string
  /** The environment variable that sets the port; named when the port is taken. */
  portVariable?: string
}

/** Starts listening and gives the base URL. A taken port is reported with the variable that changes it. */
export async function listen(app: Pick<HttpServer, 'listen'>, options: ListenOptions): Promise<string> {
  const host = options.host ?? '127.0.0.1'
  try {
    const address = await app.listen({ port: options.port, host })
    return address.replace('[::1]', '127.0.0.1').replace('0.0.0.0', '127.0.0.1')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    const mend = options.portVariable
      ? `set ${options.portVariable} to another port or end the program that uses it`
      : 'choose another port'
    throw new Error(`port ${options.port} on ${host} is already in use: ${mend}`)
  }
}
