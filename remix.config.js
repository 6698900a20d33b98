/**
 * The one build file: `remix vite:build -c remix.config.js`, and vitest reads its `test` part.
 * Single fetch and lazy discovery stay off: they run code that Remix 2 no longer mends (docs/decisions/002-remix.md).
 */
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: process.env.VITEST
    ? []
    : [
        remix({
          appDirectory: 'app',
          ignoredRouteFiles: ['**/.*'],
          future: {
            v3_fetcherPersist: true,
            v3_relativeSplatPath: true,
            v3_throwAbortReason: true,
            v3_routeConfig: false,
            v3_singleFetch: false,
            v3_lazyRouteDiscovery: false,
          },
        }),
      ],
  build: { target: 'es2022', assetsInlineLimit: 0 },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
