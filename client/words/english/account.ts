/** Who the user is at the server, and what goes along to their other devices. */
export const account = {
  title: 'Account',
  hint: 'Lists, holdings and alerts on all your devices',

  keep: {
    title: 'On all your devices',
    none: 'What you make stays on this device. With a passkey, your lists, holdings, alerts and settings are on every device of yours, without a name, e-mail or password.',
    alone:
      'The server has a copy of what you make, for this device alone: it is lost with the browser’s data. With a passkey you reach it from every device.',
    everywhere: 'Your lists, holdings, alerts and settings are on every device where you sign in.',
    ended:
      'You are signed out on this device. Your lists and holdings are still here, and prices go on. Sign in to have them on your devices again, or go on as a new user.',
    add: 'Keep this on all my devices',
    addAnother: 'Add another passkey',
    enter: 'I have a passkey already',
    enterHint: 'What is on this device is added to your account. Nothing is lost.',
    signIn: 'Sign in with a passkey',
    goOn: 'Go on as a new user',
    other: 'Sign in to another account',
  },
  obstacle: {
    address:
      'Passkeys belong to a domain, and this server was opened by a bare address. Open it by a name, such as localhost or ebb.example.com.',
    browser:
      'This browser has no passkeys here. Open Ebb over https in a current browser. Until then, a file carries your data: see “Your data” in the settings.',
  },
  busy: {
    adding: 'Waiting for your device…',
    entering: 'Waiting for your passkey…',
    leaving: 'Signing out…',
  },
  trouble: {
    cancelled: 'Nothing was changed: the passkey was not confirmed.',
    'there-already': 'This device has a passkey of yours already.',
    unknown:
      'This server does not know that passkey. It may have been removed: choose another one, or make a new one.',
    offline: 'The server can’t be reached. Nothing was changed: try again later.',
    ended: 'You have been signed out meanwhile. Try again.',
    failed: 'That did not work, and nothing was changed. Try again.',
    unsent:
      'Some of what is here is not with your account yet. Nothing was changed: try again once the connection is back.',
  },
  done: {
    added: 'Done. On your other devices, choose “I have a passkey already”.',
    entered: 'You are signed in.',
    merged: 'You are signed in, and what was on this device is part of your account.',
  },
  choice: {
    title: 'Sign in to another account',
    text: 'This device already belongs to an account with a passkey. Should what is here go along?',
    along: 'Bring both together',
    alongHint:
      'Lists, holdings, alerts and passkeys of both become one account. It can’t be undone.',
    stay: 'Leave it behind',
    stayHint: 'It leaves this device, and stays in the account you have now.',
  },

  sync: {
    label: 'Changes',
    busy: 'Being carried over…',
    resting: (when: string) => `All carried over, ${when}`,
    waiting: 'Waiting for the server. What you change is kept here and goes along later.',
    full: 'Your account is full. What you change is kept on this device only.',
    refused: (n: number) =>
      n === 1
        ? '1 thing is too large for the server and stays on this device.'
        : `${n} things are too large for the server and stay on this device.`,
    now: 'Carry over now',
  },
  ago: (span: string) => `${span} ago`,
  justNow: 'just now',

  passkeys: {
    title: 'Passkeys',
    made: (day: string) => `Made ${day}`,
    used: (when: string) => `Used ${when}`,
    remove: 'Remove',
    removeOf: (device: string) => `Remove the passkey of ${device}`,
    removeTitle: 'Remove this passkey?',
    removeText: 'It opens your account no more. Devices that are signed in stay so.',
    removeLast:
      'It is your last one: your account can then be reached only from devices that are signed in now.',
    removed: 'The passkey is removed. You may delete it from your device’s passwords too.',
  },
  devices: {
    title: 'Devices',
    here: 'This device',
    seen: (when: string) => `Seen ${when}`,
    since: (day: string) => `Since ${day}`,
    end: 'Sign out',
    endOf: (device: string) => `Sign out ${device}`,
    ended: 'That device is signed out.',
    leave: 'Sign out here',
    leaveTitle: 'Sign out on this device?',
    leaveText:
      'Your account stays. What is on this device stays here too; “Reset Ebb” in the settings deletes it.',
  },
  data: {
    title: 'Everything of yours',
    save: 'Save everything to a file',
    saveHint: 'What the server and this device have of you, as JSON',
    saveButton: 'Save',
    saveFailed: 'The server can’t be reached, so the file would not be whole. Try again later.',
    erase: 'Delete my account',
    eraseHint: 'Everything that the server has of you',
    eraseButton: 'Delete…',
    eraseTitle: 'Delete your account?',
    eraseText:
      'The server deletes your lists, holdings, settings, alerts, notifications, passkeys and channels. All your devices are signed out. This can’t be taken back.',
    eraseStays:
      'What is on this device stays here: “Reset Ebb” in the settings deletes that. Save everything to a file first if you may want it again.',
    eraseConfirm: 'Delete my account',
    erased: 'Your account is deleted.',
  },
  missing: 'Your passkeys and devices can’t be shown: the server can’t be reached.',
  failed: 'That did not work. Try again later.',
  ended: {
    title: 'You are signed out',
    text: 'Prices go on, and your lists are still here. Alerts and other devices need an account.',
    open: 'Sign in or go on anew',
    dismiss: 'Not now',
  },
}
