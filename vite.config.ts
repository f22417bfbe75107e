import { fileURLToPath } from 'node:url'
import { playwright } from '@vitest/browser-playwright'
import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'
import { nameFirstScript } from './server/build/first-script.ts'
import { leanUplot } from './server/build/lean-uplot.ts'
import { narrowText } from './server/build/narrow-text.ts'
import { serviceWorker } from './server/build/service-worker.ts'
import { trustedTemplates } from './server/build/trusted-templates.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const chromium = process.env.EBB_CHROMIUM ?? '/usr/bin/chromium'
const chromiumFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']

export default defineConfig({
  root: here('client'),
  cacheDir: here('node_modules/.vite'),
  plugins: [
    ...[solid(), leanUplot(), trustedTemplates(), serviceWorker(here('client/worker/sw.ts'))],
    narrowText(),
  ],
  server: {
    port: 5173,
    proxy: {
      '/api': 'http://localhost:8080',
      '/ws': { target: 'ws://localhost:8080', ws: true },
    },
  },
  worker: { format: 'es' },
  environments: {
    client: {
      build: {
        outDir: here('dist/client'),
        emptyOutDir: true,
        target: 'es2022',
        // Every browser that runs ES2022 modules as they are fetches them ahead, or does as well without.
        modulePreload: { polyfill: false },
        rolldownOptions: {
          // Whoever starts the server can't make the plugins faster.
          checks: { bundlerTimings: false },
          output: {
            codeSplitting: { groups: [{ name: nameFirstScript, debugName: 'first script' }] },
          },
        },
      },
    },
    ssr: {
      // One file: to find and open the four hundred of our packages takes longer than what they do at
      // a start. What isn't JavaScript alone, or not needed at each start, is loaded from where it is.
      resolve: {
        noExternal: true,
        external: ['better-sqlite3', 'pg', 'nodemailer', 'web-push', '@simplewebauthn/server'],
      },
      build: {
        outDir: here('dist/server'),
        emptyOutDir: true,
        copyPublicDir: false,
        target: 'node20',
        minify: false,
        sourcemap: true,
        rolldownOptions: {
          // SQLite's thread is a file of its own, beside the one that starts it.
          input: {
            main: here('server/main.ts'),
            'sqlite-worker': here('server/storage/sqlite-worker.js'),
          },
          // All of the text stays in memory. Its lines and names stay as well, for the traces of errors.
          output: { comments: false },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'ssr']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
  test: {
    environment: 'node',
    projects: [
      {
        root: here('.'),
        test: {
          name: 'node',
          environment: 'node',
          include: ['{shared,server,client}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', 'client/e2e/**'],
          // More than a small machine has cores: some wait for its disk. The browser's come before.
          maxWorkers: 3,
          // To begin anew for each file takes as long as most of their tests. What one changes of the
          // process it gives back.
          isolate: false,
          sequence: { groupOrder: 1 },
          // Nothing waits that long but on a machine that is busy with something else.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // As in server/testing/until.ts.
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        root: here('.'),
        plugins: [solid()],
        // Found in the middle of a run, they would reload the page under a test.
        optimizeDeps: { include: ['workbox-window', 'idb', 'uplot', 'trading-signals'] },
        test: {
          name: 'browser',
          include: ['client/**/*.browser.test.{ts,tsx}'],
          maxWorkers: 2,
          testTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: chromium, args: chromiumFlags },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        root: here('.'),
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['client/e2e/**/*.test.ts'],
          globalSetup: here('client/e2e/rig/build.ts'),
          setupFiles: here('client/e2e/rig/after-file.ts'),
          // They wait as much as they work: a small machine's cores are busy with two at a time, and with
          // more what people would do comes late. Each has servers and a window of its own; what they share
          // is Chromium (client/e2e/rig/chromium.ts).
          maxWorkers: 2,
          isolate: false,
          sequence: { groupOrder: 2 },
          testTimeout: 300_000,
          // As in client/e2e/rig/patience.ts.
          expect: { poll: { timeout: 60_000 } },
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
