import { spawn } from 'node:child_process'
import { bin, ensurePackages, root, say } from './install.js'

// `npm run dev`: the server restarts and the page reloads when their files change.
ensurePackages()
const commands = [
  { command: 'tsx', args: ['watch', '--clear-screen=false', 'server/main.ts'] },
  { command: 'vite', args: [] },
]
const children = commands.map(({ command, args }) =>
  spawn(bin(command), args, { cwd: root, stdio: 'inherit' }),
)
say('the page, reloading: http://localhost:5173; the server behind it: http://localhost:8080')

function stop() {
  for (const child of children) child.kill('SIGTERM')
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
for (const child of children) {
  child.on('exit', (code) => {
    stop()
    process.exitCode ||= code ?? 0
  })
}
