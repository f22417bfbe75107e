import { createSignal } from 'solid-js'
import type {
  ChannelMade,
  ChannelRequest,
  ChannelsResponse,
  OwnChannel,
} from '../../../shared/user-api.ts'
import { language } from '../../words/words.ts'
import type { Answer } from '../account/ask-server.ts'
import type { AsUser } from './as-user.ts'

/*
 *   loading ──▶ there ◀──▶ (loaded anew)
 *      └──────▶ failed
 */
export type ChannelsPhase =
  | { name: 'loading' }
  | { name: 'there'; channels: OwnChannel[]; offered: OwnChannel['channel'][] }
  | { name: 'failed' }

const path = '/api/channels'

/** Where the user is told while the app is closed, for as long as somebody looks. */
export function createChannels({ read, want }: AsUser) {
  const [phase, setPhase] = createSignal<ChannelsPhase>({ name: 'loading' })

  async function load(): Promise<void> {
    const answer = await read<ChannelsResponse>(path)
    if (answer.ok) return void setPhase({ name: 'there', ...answer.value })
    // Nobody yet: there are none, and what there can be is known once there is a session.
    if (answer.status === 401) {
      setPhase({ name: 'there', channels: [], offered: ['push', 'webhook'] })
    } else if (phase().name !== 'there') setPhase({ name: 'failed' })
  }
  void load()

  async function changed<T>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await asked
    if (answer.ok) await load()
    return answer
  }
  const reader = () => ({
    language: language(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  })
  const add = (channel: ChannelRequest) =>
    changed(want<ChannelMade>(path, { method: 'POST', body: { ...channel, ...reader() } }))

  return {
    phase,
    load,
    addWebhook: (url: string) => add({ channel: 'webhook', url }),
    addEmail: (address: string) => add({ channel: 'email', address }),
    confirm: (id: string, code: string) =>
      changed(
        want(`${path}/${encodeURIComponent(id)}/confirmation`, { method: 'POST', body: { code } }),
      ),
    remove: (id: string) =>
      changed(want(`${path}/${encodeURIComponent(id)}`, { method: 'DELETE' })),
  }
}

export type NotificationChannels = ReturnType<typeof createChannels>
