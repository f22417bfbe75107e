export const install = {
  title: 'Ebb on your home screen',
  text: 'Opens at once, also offline, with the whole screen for prices.',
  line: 'Install Ebb',
  hint: 'Opens at once, also offline, in a window of its own',
  install: 'Install',
  how: 'Show me how',
  later: 'Not now',
  close: 'Close',
  /** What to do, one after the other, where the browser has no prompt. */
  steps: {
    apple: [
      'Tap Share in Safari’s bar.',
      'Scroll down and choose “Add to Home Screen”.',
      'Tap “Add”.',
    ],
    'apple-26': [
      'Tap Share. It may be behind ••• beside the address.',
      'Choose “Add to Home Screen”. It may be behind “View More”.',
      'Leave “Open as Web App” on, and tap “Add”.',
    ],
    'apple-other': [
      'Tap Share in the address bar.',
      'Scroll down and choose “Add to Home Screen”.',
      'Leave “Open as Web App” on where it is offered, and tap “Add”.',
    ],
    firefox: ['Open the menu ⋮ of Firefox.', 'Choose “Add app to Home screen”.', 'Tap “Add”.'],
    samsung: [
      'Open the menu ☰ of the browser.',
      'Choose “Add to”, then “Home screen”.',
      'Tap “Add”.',
    ],
    mac: ['Open the menu “File” of Safari.', 'Choose “Add to Dock”.', 'Click “Add”.'],
  },
}
