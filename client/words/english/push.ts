/** Alerts while the app is closed: the way to them, and what is in it. */
export const push = {
  title: 'Alerts on this device',
  hint: 'They come while Ebb is closed, too',
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  turningOn: 'Turning on …',
  again: 'Try again',
  on: 'On. Your alerts come to this device while Ebb is closed.',
  onUnconfirmed: 'On. The server is out of reach just now; alerts come once it is back.',
  offer: {
    title: 'Hear of it while Ebb is closed?',
    text: 'This device then shows a notification when one of your alerts fires. Nothing else is ever sent: no news, no offers. Your browser will ask you next.',
    later: 'Not now',
  },
  failed: {
    slow: 'The browser’s messaging service has not answered. It may be blocked in this network.',
    refused:
      'The browser refuses it here. A private window does that, or a browser without a messaging service.',
    network: 'The server is out of reach. Ebb tries again once it is back.',
    nobody: 'The server does not know this device. Allow cookies for this site, and try again.',
    full: 'As many of your devices as possible have alerts on, or too many were tried at once. Remove one you no longer use.',
    forbidden:
      'This server may not reach your browser’s messaging service. Whoever runs the server can allow its address.',
    server: 'The server could not do it. Try again in a while.',
  },
  lacking: {
    'home-screen':
      'On iPhone and iPad alerts come to apps on the Home Screen only. Put Ebb there, open it from there, and turn them on.',
    insecure:
      'Browsers take pushes only over a secure connection. Open Ebb at an address with https.',
    unsupported:
      'This browser can’t show alerts while Ebb is closed. E-mail or a webhook can bring them.',
  },
  blocked: {
    title: 'Notifications are blocked',
    wasOn: 'Alerts no longer reach this device while Ebb is closed.',
    never: 'This browser shows none of Ebb’s notifications.',
    how: {
      chrome: [
        'Press the icon left of the address.',
        'Set “Notifications” to “Allow”.',
        'Come back here.',
      ],
      firefox: [
        'Press the crossed-out speech bubble or the lock beside the address.',
        'Clear “Blocked” behind “Send notifications”.',
        'Come back here and turn alerts on.',
      ],
      safari: [
        'Open Safari’s settings, then “Websites”, then “Notifications”.',
        'Set this site to “Allow”.',
        'Come back here.',
      ],
      android: [
        'Press the icon left of the address, then “Permissions”.',
        'Turn “Notifications” on.',
        'If they stay off: Android’s settings, “Apps”, your browser, “Notifications”.',
      ],
      apple: [
        'Open the device’s Settings, then “Notifications”.',
        'Choose Ebb.',
        'Turn “Allow Notifications” on.',
      ],
    },
  },
  lost: {
    title: 'Alerts are off on this device',
    text: 'Your browser took back the permission: some do so for sites that are seldom open. Turn alerts on again to hear of them.',
    accept: 'Leave off',
  },
}
