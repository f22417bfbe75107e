import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cores, elapse, pin } from './machine.ts'
import type { Task } from './peers/child.ts'
import { kill, pidOf, type Running, startNode } from './server.ts'

const module = '/usr/lib/nginx/modules/ngx_nchan_module.so'

/** Why nginx with nchan can't be measured here; absent where it can. */
export function whyNoNchan(): string | undefined {
  if (spawnSync('nginx', ['-v']).error !== undefined) return 'There is no nginx on this machine.'
  return existsSync(module)
    ? undefined
    : 'nginx has no nchan here. On Debian: apt-get install libnginx-mod-nchan.'
}

/** nginx with one worker, which is measured; whoever publishes to it is not. */
export async function startNchan(publisher: string, task: Task): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'ebb-bench-nginx-'))
  const port = await freePort()
  await writeFile(join(folder, 'nginx.conf'), configuration(folder, port))
  const nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const master = pidOf(nginx)
  const worker = await workerOf(master)
  pin(worker, cores.server)
  const url = `http://127.0.0.1:${port}/publish`
  const publishing = await startNode(publisher, task, { core: cores.bench, more: [url] })
  return {
    port,
    pid: worker,
    async stop() {
      await publishing.stop()
      // Its worker leaves with a master that is asked to, and stays with one that is killed.
      const ended = new Promise((resolve) => nginx.once('exit', resolve))
      nginx.kill('SIGTERM')
      await Promise.race([ended, elapse(3_000)])
      await kill(nginx)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function configuration(folder: string, port: number): string {
  const channel = 'nchan_channel_id prices; nchan_message_buffer_length 10;'
  return `load_module ${module};
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 19000; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location = /ws { nchan_subscriber websocket; ${channel} }
    location = /sse { nchan_subscriber eventsource; ${channel} }
    location = /publish { nchan_publisher; ${channel} }
  }
}
`
}

async function workerOf(master: number): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const worker = readdirSync('/proc')
      .map(Number)
      .find((pid) => parentOf(pid) === master)
    if (worker !== undefined) return worker
    await elapse(20)
  }
  throw new Error('nginx has started no worker.')
}

/** NaN where there is no such process any more. */
function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1])
  } catch {
    return Number.NaN
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
