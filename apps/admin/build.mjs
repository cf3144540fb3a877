import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { build } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Builds the back office's pages into `outDir` (apps/admin/dist unless told): hashed files, texts also gzipped. */
export async function buildAdmin({ outDir = join(here, 'dist') } = {}) {
  await build({
    configFile: false,
    root: here,
    base: '/admin/',
    // Warnings here are only about "use client" marks and the font helpers, which no page uses.
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Without `development` a NODE_ENV other than production would choose another runtime than the bundled React has.
    oxc: { jsx: { runtime: 'automatic', importSource: 'react', development: false } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // Files inlined as data: addresses are refused by the content security policy.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
    },
  })
  await compressTexts(join(outDir, 'assets'))
}

async function compressTexts(folder) {
  for (const name of await readdir(folder)) {
    if (!/\.(js|css|svg)$/.test(name)) continue
    const file = join(folder, name)
    await writeFile(`${file}.gz`, await promisify(gzip)(await readFile(file), { level: 9 }))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAdmin({ outDir: process.argv[2] })
