import type { Cause } from '../engine/cause.ts'
import { cause as english } from './english/cause.ts'
import { statusWords } from './late/status.ts'
import { translated, words } from './words.ts'

/** What made the connection change, in a sentence or two. */
export function causeText(cause: Cause): string {
  const say = translated()?.cause ?? english
  switch (cause.type) {
    case 'data-saver':
      return say[cause.on ? 'data-saver-on' : 'data-saver-off']
    case 'mode-chosen':
      return say[cause.type](statusWords().mode[cause.mode])
    case 'forced':
    case 'going-without':
    case 'not-answered':
    case 'silent':
      return say[cause.type](words().transport[cause.transport])
    case 'broke':
      return withDetail(say[cause.type](words().transport[cause.transport]), cause.detail)
    case 'refused':
      return say[cause.type](causeText(cause.because), words().transport[cause.transport])
    case 'catching-up':
    case 'resynchronising':
      return say[cause.type](causeText(cause.because))
    case 'closed':
      return withDetail(say[cause.type](cause.code), cause.detail)
    case 'rejected':
    case 'goodbye':
    case 'prices-not-kept':
      return withDetail(say[cause.type], cause.detail)
    case 'http-status':
      return say[cause.type](cause.status)
    case 'snapshot-missing':
      return say[cause.type](cause.epoch)
    case 'frame-missing':
      return say[cause.type](cause.from, cause.standing)
    case 'unlisted':
      return say[cause.type](cause.index)
    default:
      return say[cause.type]
  }
}

function withDetail(sentence: string, detail: string): string {
  return detail === '' ? sentence : `${sentence} (${detail})`
}
