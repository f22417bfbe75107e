import dbus from 'dbus-next'
import { startBus } from './bus.ts'

const { Interface } = dbus.interface

/** A notification as the desktop was asked to show it. */
export interface Shown {
  id: number
  title: string
  body: string
  /** Key and label by turns; `default` is a click on the notification itself. */
  actions: string[]
  /** It took the place of one that was there. */
  replaces: boolean
}

/** The desktop's notifications: what is shown, and a person's click, which the browser believes. */
export interface Desktop {
  /** For the browser's environment. */
  readonly environment: Record<string, string>
  /** All that was asked to be shown, closed ones too. */
  readonly shown: readonly Shown[]
  /** The ids of those that are there now. */
  readonly open: ReadonlySet<number>
  click(id: number, action?: string): void
}

/** A session bus of its own with a notification service on it. */
export async function startDesktop(): Promise<Desktop> {
  const { address, connection } = await startBus()
  const service = new NotificationService()
  connection.export('/org/freedesktop/Notifications', service)
  await connection.requestName('org.freedesktop.Notifications', 0)
  return {
    environment: { DBUS_SESSION_BUS_ADDRESS: address },
    shown: service.shown,
    open: service.open,
    click(id, action = 'default') {
      service.ActionInvoked(id, action)
    },
  }
}

/** https://specifications.freedesktop.org/notification-spec/1.2/ */
class NotificationService extends Interface {
  shown: Shown[] = []
  open = new Set<number>()

  constructor() {
    super('org.freedesktop.Notifications')
  }

  GetCapabilities(): string[] {
    return ['actions', 'body', 'body-markup', 'icon-static', 'persistence']
  }

  GetServerInformation(): string[] {
    return ['ebb-tests', 'ebb', '1', '1.2']
  }

  Notify(
    _app: string,
    replaced: number,
    _icon: string,
    title: string,
    body: string,
    actions: string[],
  ): number {
    const id = replaced === 0 ? this.shown.length + 1 : replaced
    this.shown.push({ id, title, body, actions, replaces: replaced !== 0 })
    this.open.add(id)
    return id
  }

  CloseNotification(id: number): void {
    this.NotificationClosed(id, 3)
  }

  ActionInvoked(id: number, action: string): [number, string] {
    return [id, action]
  }

  /** Reason 3: closed by who had it shown. */
  NotificationClosed(id: number, reason: number): [number, number] {
    this.open.delete(id)
    return [id, reason]
  }
}
NotificationService.configureMembers({
  methods: {
    GetCapabilities: { outSignature: 'as' },
    GetServerInformation: { outSignature: 'ssss' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u' },
  },
  signals: {
    ActionInvoked: { signature: 'us' },
    NotificationClosed: { signature: 'uu' },
  },
})
