import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

export const SERVICE_TOKEN_SECRET = 'a-secret-of-this-measurement-only'

const children: ChildProcess[] = []

export function endAll(): void {
  for (const child of children) child.kill('SIGKILL')
}

/** The adapter before a Mahak that answers every reading with this file. */
export async function startAdapter(file: string): Promise<{ url: string; pid: number }> {
  const { port } = await message<{ port: number }>(start('bench/mahak-read/source.ts', [file]))
  const adapter = start('apps/mahak-adapter/src/main.ts', [], {
    silent: true,
    env: {
      SERVICE_TOKEN_SECRET,
      MAHAK_BASE_URL: `http://127.0.0.1:${port}/API/v3`,
      MAHAK_USERNAME: 'shop1',
      MAHAK_PASSWORD: 'shop1',
      MAHAK_ADAPTER_PORT: '0',
    },
  })
  return { url: await addressOf(adapter), pid: adapter.pid ?? 0 }
}

export function start(
  file: string,
  args: string[],
  { env, execArgv = [], silent = false }: { env?: Record<string, string>; execArgv?: string[]; silent?: boolean } = {},
): ChildProcess {
  const child = fork(file, args, {
    execArgv: ['--import', 'tsx', ...execArgv],
    env: { ...process.env, ...env },
    silent,
  })
  children.push(child)
  return child
}

/** The one thing a process has to tell. */
export async function message<Content>(child: ChildProcess): Promise<Content> {
  const ended = new Promise<never>((_, reject) => child.once('exit', (code) => reject(new Error(`it ended: ${code}`))))
  const [content] = await Promise.race([once(child, 'message'), ended])
  return content
}

/** Where a service says in its log that it listens. */
async function addressOf(service: ChildProcess): Promise<string> {
  for await (const chunk of service.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    const url = /"url":"([^"]+)"/.exec(String(chunk))?.[1]
    if (url) return url
  }
  throw new Error('the service does not listen')
}
