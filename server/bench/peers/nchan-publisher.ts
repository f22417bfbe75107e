import { Agent, request } from 'node:http'
import { windows } from './changes.ts'
import { readTask } from './child.ts'

// Publishes to nchan as a program of its own, at the address in its second argument.
const url = process.argv[3] ?? ''
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
process.on('disconnect', () => process.exit(0))
windows(readTask(), (changes) => {
  const body = JSON.stringify(changes)
  const post = request(url, { agent, method: 'POST' }, (answer) => answer.resume())
  post.on('error', (error) => console.error(error.message))
  post.end(body)
})
process.send?.({ port: Number(new URL(url).port) })
