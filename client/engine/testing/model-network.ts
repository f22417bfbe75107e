import { parseCursor } from '../../../shared/cursor.ts'
import type { Notice } from '../../../shared/notice.ts'
import type { TransportName } from '../plan.ts'
import type { Close, Feed, FeedEvent, FeedRequest, Transport } from '../transport.ts'
import { type ModelServer, modelHeartbeatMs } from './model-server.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What the network does to connections; the test turns these at will. */
export interface Weather {
  /** Longest delay of a message, ms. */
  delayMs: number
  /** Of a hundred connections, so many don't open. */
  refused: number
  /** Of a hundred frames on a stream, so many vanish. */
  lost: number
}

export interface ModelNetwork {
  weather: Weather
  /** The transports of one worker; its connections die with it. */
  client(): { transports: Record<TransportName, Transport>; die(): void }
  /** Brings every stream up to date, as the server's cadence does. */
  flush(): void
  /** Cuts all streams: the client is told, or left waiting. */
  kill(how: 'told' | 'silent'): void
  /** The server begins a new epoch: streams are told so, and go on. */
  announceEpoch(): void
  /** Says something to whoever has a stream, in its place among the frames. */
  tell(notice: Notice): void
  /** Streams that the server still writes to. */
  open(): number
}

/** Every message is as large. */
export const modelTraffic = { bytesDown: 200, bytesUp: 10 }

interface Line {
  owner: Owner
  request: FeedRequest
  /** How far the client was told; `undefined` before its snapshot. */
  cursor: string | undefined
  heardAt: number
  alive: boolean
  lost: boolean
  post(event: FeedEvent): void
}

type OnEvent = (event: FeedEvent) => void

interface Owner {
  dead: boolean
}

/**
 * Streams deliver in order, each with delays of its own; a stream that the client has closed goes on
 * delivering what was under way, because an engine has to be proof against that.
 */
export function createModelNetwork(server: ModelServer, time: VirtualTime): ModelNetwork {
  const lines = new Set<Line>()
  const weather: Weather = { delayMs: 0, refused: 0, lost: 0 }
  const unlucky = (percent: number) => time.dice(100) < percent

  /** Events in the order in which they were posted, each after a delay of its own. */
  function makePost(owner: Owner, onEvent: OnEvent) {
    let lastAt = 0
    return (event: FeedEvent) => {
      lastAt = Math.max(lastAt, time.now() + time.dice(weather.delayMs + 1))
      time.after(lastAt - time.now(), () => {
        if (owner.dead) return
        if (event.type !== 'closed') onEvent({ type: 'traffic', traffic: modelTraffic })
        onEvent(event)
      })
    }
  }

  function send(line: Line): void {
    const now = time.now()
    const frame = server.frame(line.request.symbols, line.cursor, now)
    if (frame === undefined) {
      const isDue = now - line.heardAt >= modelHeartbeatMs
      // After a loss no heartbeat tells of it: the next frame does.
      if (!isDue || line.cursor === undefined || line.lost) return
      line.cursor = server.cursor()
      line.post({ type: 'alive', cursor: line.cursor })
    } else {
      line.cursor = `${frame.epoch}.${frame.to}`
      line.lost = unlucky(weather.lost)
      if (!line.lost) line.post({ type: 'frame', frame })
    }
    line.heardAt = now
  }

  function greet(line: Line): void {
    const hello = server.hello({ ...line.request, cursor: line.cursor }, time.now())
    line.post({ type: 'hello', hello })
    if (parseCursor(hello.cursor)?.sequence === 0) line.cursor = undefined
    send(line)
  }

  function openStream(owner: Owner, request: FeedRequest, onEvent: OnEvent): Feed {
    const post = makePost(owner, onEvent)
    let closed = false
    let cancel = () => {}
    const close = (how: Close) => {
      if (!closed) post({ type: 'closed', close: how })
      closed = true
    }
    const { cursor } = request
    const about = { heardAt: time.now(), alive: true, lost: false }
    const line: Line = { owner, request, cursor, post, ...about }
    const refused = unlucky(weather.refused)
    cancel = time.after(time.dice(weather.delayMs + 1), () => {
      if (closed || owner.dead) return
      if (refused) close({ reason: 'failed', why: { type: 'not-answered', transport: 'sse' } })
      else {
        lines.add(line)
        greet(line)
        watch()
      }
    })

    /** The client's own watch over a stream that has fallen silent. */
    function watch(): void {
      cancel = time.after(modelHeartbeatMs * 2, () => {
        if (closed || owner.dead) return
        if (line.alive) watch()
        else close({ reason: 'silent', why: { type: 'silent', transport: 'sse' } })
      })
    }

    return {
      pace: () => time.dice(2) === 0,
      detail: () => false,
      close() {
        closed = true
        cancel()
        // The server hears of it in its own time.
        time.after(time.dice(weather.delayMs + 1), () => lines.delete(line))
      },
    }
  }

  function openPoll(owner: Owner, request: FeedRequest, onEvent: OnEvent): Feed {
    const refused = unlucky(weather.refused)
    time.after(time.dice(weather.delayMs + 1), () => {
      const now = time.now()
      const post = makePost(owner, onEvent)
      if (refused)
        return post({
          type: 'closed',
          close: { reason: 'failed', why: { type: 'not-answered', transport: 'poll' } },
        })
      const frame = server.frame(request.symbols, request.cursor, now)
      const hello = server.hello(request, now)
      if (frame === undefined && hello.cursor === request.cursor) {
        post({ type: 'alive', cursor: request.cursor })
      }
      if (frame?.snapshot) post({ type: 'hello', hello })
      if (frame) post({ type: 'frame', frame })
      post({ type: 'closed', close: { reason: 'done' } })
    })
    return { pace: () => true, detail: () => false, close() {} }
  }

  return {
    weather,
    client() {
      const owner: Owner = { dead: false }
      const open = (request: FeedRequest, onEvent: OnEvent) => openStream(owner, request, onEvent)
      return {
        transports: {
          websocket: { name: 'websocket', open },
          sse: { name: 'sse', open },
          poll: {
            name: 'poll',
            open: (request, onEvent) => openPoll(owner, request, onEvent),
          },
        },
        die() {
          owner.dead = true
          for (const line of lines) if (line.owner === owner) lines.delete(line)
        },
      }
    },
    flush() {
      for (const line of lines) if (line.alive) send(line)
    },
    kill(how) {
      for (const line of lines) {
        line.alive = false
        if (how === 'told')
          line.post({ type: 'closed', close: { reason: 'broken', why: { type: 'ended' } } })
        lines.delete(line)
      }
    },
    announceEpoch() {
      for (const line of lines) {
        line.cursor = undefined
        greet(line)
      }
    },
    tell(notice) {
      for (const line of lines) if (line.alive) line.post({ type: 'notice', notice })
    },
    open: () => lines.size,
  }
}
