import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const closingLine = fileURLToPath(new URL('../packages/test-kit/src/closing-line.reporter.ts', import.meta.url))

/** The whole product in processes of its own, driven as people drive it: one file after the other. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts', 'chaos/test/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 180_000,
    reporters: ['default', closingLine],
  },
})
