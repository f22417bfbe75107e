import { subprotocols } from '../../../shared/protocol.ts'
import type { LoadOptions } from '../load.ts'
import type { Native } from '../native.ts'
import { startNchan } from '../nchan.ts'
import type { Task } from '../peers/child.ts'
import { flagsOfStart, type Running, startFloor, startNode } from '../server.ts'

/** What all of them do: so many instruments, so often, in windows, to everybody. */
export interface Work {
  name: string
  clients: number
  task: Omit<Task, 'payload'>
  /** How many of them each client hears of, where not all. */
  perClient?: number
  /** A file of what WebSocket clients of Ebb say to subscribe. */
  says: string
  /** Clients aren't woken, but look for themselves every so many microseconds (see load.ts). */
  look?: number
}

export interface Contender {
  name: string
  start(work: Work): Promise<Running>
  load(work: Work): Omit<LoadOptions, 'port'>
  /** Where messages tell nothing: how many changes each stands for. */
  changesPerMessage?(work: Work): number
}

export interface Tools {
  native: Native
  peer(name: string): string
}

export const names = {
  websocket: 'Ebb, WebSocket, the peers’ JSON',
  sse: 'Ebb, SSE, the peers’ JSON',
  websocketFrames: 'Ebb, WebSocket, frames',
  sseFrames: 'Ebb, SSE, frames',
  websocketOwn: 'Ebb, WebSocket, its own JSON',
  sseOwn: 'Ebb, SSE, its own JSON',
  nchan: 'nginx with nchan, WebSocket',
  nchanSse: 'nginx with nchan, SSE',
  socketIo: 'socket.io',
  plain: 'plain loop of ws',
  betterSse: 'better-sse',
  hono: 'Hono streamSSE',
} as const

const stamped = true
const frameSamples = 40

/** Ebb by itself, as it is started: its transports, in its own words or in those of its peers. */
export function ebb({ peer }: Tools): Record<string, Contender> {
  const start = (payload: Task['payload']) => (work: Work) =>
    startNode(peer('ebb'), { ...work.task, payload }, { flags: flagsOfStart() })
  const socket = ({ says }: Work) => ({ kind: 'ws', path: '/ws/price', says }) as const
  const events = ({ task }: Work) => {
    const symbols = task.symbols.join(',')
    const path = `/api/sse/prices?interval=${task.windowMs}&symbols=${symbols}`
    return { kind: 'sse', path } as const
  }
  const json = { subprotocol: subprotocols.json, stamped }
  const frames = { samples: frameSamples, stamped: false }
  return {
    websocket: {
      name: names.websocket,
      start: start('plain'),
      load: (work) => ({ ...socket(work), ...json }),
    },
    sse: {
      name: names.sse,
      start: start('plain'),
      load: (work) => ({ ...events(work), stamped }),
    },
    websocketFrames: {
      name: names.websocketFrames,
      start: start('own'),
      load: (work) => ({ ...socket(work), ...frames, subprotocol: subprotocols.frame }),
    },
    sseFrames: {
      name: names.sseFrames,
      start: start('own'),
      load(work) {
        const { path, ...rest } = events(work)
        const detail = work.task.symbols.join(',')
        return { ...rest, ...frames, path: `${path}&format=frame&detail=${detail}` }
      },
    },
    websocketOwn: {
      name: names.websocketOwn,
      start: start('own'),
      load: (work) => ({ ...socket(work), ...json }),
    },
    sseOwn: {
      name: names.sseOwn,
      start: start('own'),
      load: (work) => ({ ...events(work), stamped }),
    },
  }
}

export interface FloorOptions {
  kind: 'ws' | 'sse'
  groups: number
  /** Bytes of a message where it isn't the peers' JSON: what Ebb's frames were measured to have. */
  size?: number
}

/** The C loop: at one burst a window, or staggered as our own server is. */
export function floor({ native }: Tools, options: FloorOptions): Contender {
  const { kind, groups, size } = options
  const what = size === undefined ? 'the peers’ JSON' : 'the size of our frames'
  const when = groups === 1 ? 'one burst a window' : `${groups} groups`
  return {
    name: floorName(kind, what, when),
    start({ task, perClient }) {
      const symbols = task.symbols.slice(0, perClient)
      return startFloor(native.floor, { ...task, symbols, payload: 'plain' }, options)
    },
    load: () => ({ kind, path: '/', stamped: size === undefined }),
    ...(size !== undefined && {
      changesPerMessage: ({ task, perClient = task.symbols.length }) =>
        (perClient * task.perSecond * task.windowMs) / 1_000,
    }),
  }
}

export function floorName(kind: 'ws' | 'sse', what: string, when: string): string {
  return `C, ${kind === 'ws' ? 'WebSocket' : 'SSE'}, ${what}, ${when}`
}

/** What a user would take instead. */
export function peers({ peer }: Tools): Record<string, Contender> {
  const node = (name: string, file: string, load: Omit<LoadOptions, 'port'>): Contender => ({
    name,
    start: ({ task }) => startNode(peer(file), { ...task, payload: 'plain' }),
    load: () => load,
  })
  const nchan = (name: string, kind: 'ws' | 'sse'): Contender => ({
    name,
    start: ({ task }) => startNchan(peer('nchan-publisher'), { ...task, payload: 'plain' }),
    load: () => ({ kind, path: `/${kind}`, stamped }),
  })
  const socketIoPath = '/socket.io/?EIO=4&transport=websocket'
  return {
    nchan: nchan(names.nchan, 'ws'),
    nchanSse: nchan(names.nchanSse, 'sse'),
    socketIo: node(names.socketIo, 'socket-io', { kind: 'socket.io', path: socketIoPath, stamped }),
    plain: node(names.plain, 'plain-ws', { kind: 'ws', path: '/', stamped }),
    betterSse: node(names.betterSse, 'better-sse', { kind: 'sse', path: '/', stamped }),
    hono: node(names.hono, 'hono-sse', { kind: 'sse', path: '/sse', stamped }),
  }
}
