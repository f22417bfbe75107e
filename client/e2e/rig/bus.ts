import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import dbus from 'dbus-next'
import { onTestFinished } from 'vitest'
import { startChild } from './child.ts'
import { programs } from './programs.ts'
import { temporaryFolder } from './temporary.ts'

export interface Bus {
  /** As programs are told it in their environment. */
  readonly address: string
  /** Ours to it. */
  readonly connection: dbus.MessageBus
}

/** A D-Bus of the test's own. */
export async function startBus(): Promise<Bus> {
  const folder = temporaryFolder('bus')
  const address = `unix:path=${join(folder, 'socket')}`
  const settings = join(folder, 'bus.conf')
  writeFileSync(settings, configuration(address))
  const daemon = startChild(programs.dbus.path, {
    args: [`--config-file=${settings}`, '--nofork', '--print-address'],
  })
  await daemon.says(/unix:/)
  const connection = dbus.sessionBus({ busAddress: address })
  // The daemon ends with the test, maybe before this connection does.
  connection.on('error', () => {})
  onTestFinished(() => connection.disconnect())
  return { address, connection }
}

/** A bus on which whoever runs the tests may own any name. */
function configuration(address: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`
}
