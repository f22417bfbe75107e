import dbus from 'dbus-next'
import { startBus } from './bus.ts'

const { Interface } = dbus.interface

/** UPower's numbers for State. */
const charging = 1
const discharging = 2

export interface BatteryState {
  /** 0 to 1, as BatteryManager tells it. */
  level: number
  charging: boolean
}

/** A battery that Chromium takes for the machine's own: it asks UPower, on the system bus. */
export interface Battery {
  /** For the browser's environment. */
  readonly environment: Record<string, string>
  set(state: BatteryState): void
}

/** A bus of its own with a UPower on it. */
export async function startBattery(first: BatteryState): Promise<Battery> {
  const { address, connection: bus } = await startBus()
  const device = new Device(first)
  const power = new Power(first)
  bus.export('/org/freedesktop/UPower', power)
  bus.export('/org/freedesktop/UPower/devices/DisplayDevice', device)
  bus.export('/org/freedesktop/UPower/devices/battery_BAT0', device)
  await bus.requestName('org.freedesktop.UPower', 0)

  return {
    environment: { DBUS_SYSTEM_BUS_ADDRESS: address },
    set(state) {
      device.become(state)
      power.become(state)
    },
  }
}

/** org.freedesktop.UPower.Device, as far as Chromium asks. */
class Device extends Interface {
  Type = 2
  IsPresent = true
  PowerSupply = true
  State = charging
  Percentage = 100
  TimeToEmpty = 0n
  TimeToFull = 0n

  constructor(state: BatteryState) {
    super('org.freedesktop.UPower.Device')
    Object.assign(this, deviceOf(state))
  }

  become(state: BatteryState): void {
    Object.assign(this, deviceOf(state))
    Interface.emitPropertiesChanged(this, deviceOf(state), [])
  }

  Refresh(): void {}
}
Device.configureMembers({
  properties: {
    Type: { signature: 'u', access: 'read' },
    IsPresent: { signature: 'b', access: 'read' },
    PowerSupply: { signature: 'b', access: 'read' },
    State: { signature: 'u', access: 'read' },
    Percentage: { signature: 'd', access: 'read' },
    TimeToEmpty: { signature: 'x', access: 'read' },
    TimeToFull: { signature: 'x', access: 'read' },
  },
  methods: { Refresh: {} },
})

/** org.freedesktop.UPower, as far as Chromium asks. */
class Power extends Interface {
  DaemonVersion = '1.90.0'
  LidIsClosed = false
  OnBattery: boolean

  constructor(state: BatteryState) {
    super('org.freedesktop.UPower')
    this.OnBattery = !state.charging
  }

  become(state: BatteryState): void {
    this.OnBattery = !state.charging
    Interface.emitPropertiesChanged(this, { OnBattery: this.OnBattery }, [])
  }

  EnumerateDevices(): string[] {
    return ['/org/freedesktop/UPower/devices/battery_BAT0']
  }

  GetDisplayDevice(): string {
    return '/org/freedesktop/UPower/devices/DisplayDevice'
  }
}
Power.configureMembers({
  properties: {
    DaemonVersion: { signature: 's', access: 'read' },
    LidIsClosed: { signature: 'b', access: 'read' },
    OnBattery: { signature: 'b', access: 'read' },
  },
  methods: {
    EnumerateDevices: { outSignature: 'ao' },
    GetDisplayDevice: { outSignature: 'o' },
  },
})

function deviceOf({ level, charging: isCharging }: BatteryState) {
  return {
    State: isCharging ? charging : discharging,
    Percentage: level * 100,
    TimeToEmpty: isCharging ? 0n : 7200n,
    TimeToFull: isCharging ? 3600n : 0n,
  }
}
