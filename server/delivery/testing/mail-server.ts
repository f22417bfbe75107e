import { type AddressInfo, createServer } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Letter {
  to: string
  /** Headers and text, as it came. */
  text: string
}

/** Takes mail as RFC 5321 says, and refuses whoever `refuse` names with that status; it ends with the test. */
export async function startMailServer(
  refuse: (to: string) => number | undefined = () => undefined,
) {
  const letters: Letter[] = []
  const server = createServer((socket) => {
    let to = ''
    let text: string | undefined
    let unread = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    const hear = (line: string) => {
      if (text !== undefined) {
        if (line !== '.') text += `${line.replace(/^\.\./, '.')}\n`
        else {
          letters.push({ to, text })
          text = undefined
          say('250 Taken')
        }
        return
      }
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'RCPT') {
        to = /<(.*)>/.exec(line)?.[1] ?? ''
        const status = refuse(to)
        say(status === undefined ? '250 Yes' : `${status} No`)
      } else if (verb === 'DATA') {
        text = ''
        say('354 Go on')
      } else if (verb === 'QUIT') socket.end('221 Bye\r\n')
      else say('250 Yes')
    }
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      const lines = (unread + String(chunk)).split('\r\n')
      unread = lines.pop() ?? ''
      for (const line of lines) hear(line)
    })
    say('220 Ready')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, letters }
}
