import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

export interface CaptureLimits {
  files: number
  bytes: number
}

export interface CaptureFolder {
  /** Writes one file that only its owner may read, and removes the oldest beyond the limits. `name` begins with its time. */
  add(name: string, text: string): Promise<void>
}

interface KeptFile {
  name: string
  bytes: number
}

// Only what was written here is ever removed.
const CAPTURED = /^\d{4}-\d\d-\d\dT[\d-]+Z-\d{6}-.*\.json$/

/** A folder of captured calls; made when the first is written. Files of earlier runs count. */
export function createCaptureFolder(folder: string, limits: CaptureLimits): CaptureFolder {
  let kept: KeptFile[] | null = null

  const prune = async (files: KeptFile[]): Promise<void> => {
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    while (files.length > limits.files || bytes > limits.bytes) {
      const oldest = files.shift()
      if (!oldest) return
      bytes -= oldest.bytes
      await rm(path.join(folder, oldest.name), { force: true })
    }
  }

  return {
    add: async (name, text) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      kept ??= await filesOf(folder)
      await writeWhole(path.join(folder, name), text)
      kept.push({ name, bytes: Buffer.byteLength(text) })
      await prune(kept)
    },
  }
}

async function filesOf(folder: string): Promise<KeptFile[]> {
  const names = (await readdir(folder)).filter((name) => CAPTURED.test(name)).sort()
  return Promise.all(names.map(async (name) => ({ name, bytes: (await stat(path.join(folder, name))).size })))
}

/** A file that a full disk cut short would be counted by nobody. */
async function writeWhole(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600 })
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}
