import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const sources = ['client', 'server', 'shared']
const tests = /(\.test\.tsx?$)|(^|\/)(e2e|bench|testing)\//

/** Pages are tested as built: builds once before all tests where the build is missing or outdated. */
export function setup(): void {
  if (isFresh()) return
  const { status } = spawnSync(
    join(root, 'node_modules/.bin/vite'),
    ['build', '--app', '--logLevel', 'warn'],
    // Vitest says NODE_ENV=test, and the build is for production.
    { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (status !== 0) throw new Error('The build failed, see above: browsers have nothing to test.')
}

function isFresh(): boolean {
  const built = ['dist/server/main.js', 'dist/client/sw.js'].map((file) => join(root, file))
  if (!built.every((file) => existsSync(file))) return false
  const builtAt = Math.min(...built.map((file) => statSync(file).mtimeMs))
  return sources
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => !tests.test(file))
    .every((file) => statSync(join(root, file)).mtimeMs <= builtAt)
}
