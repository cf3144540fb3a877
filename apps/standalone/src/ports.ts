import { createServer } from 'node:net'

/** Fails with one clear line for each port that another program uses, before anything is started. */
export async function requireFreePorts(host: string, ports: Record<string, number>): Promise<void> {
  const taken: string[] = []
  for (const [variable, port] of Object.entries(ports)) {
    if (port !== 0 && !(await isFree(host, port)))
      taken.push(`port ${port} is already in use: end the program that uses it or set ${variable} to another port`)
  }
  if (taken.length > 0) throw new Error(taken.join('\n'))
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}
