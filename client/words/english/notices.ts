/** What a person must know of their device, whatever page is open. */
export const notices = {
  keeping: {
    refused: {
      title: 'This browser keeps nothing',
      text: 'Prices work, but what you change is gone once you close Ebb. A private window does that, or a setting that blocks a site’s data.',
    },
    full: {
      title: 'This device is full',
      text: 'What you change now may be gone once you close Ebb. Free some room on the device, or forget prices and charts in the settings.',
    },
  },
  clock: {
    title: 'This device’s clock is wrong',
    behind: (span: string) =>
      `It is ${span} slow. Ages and times are wrong until you set it right.`,
    ahead: (span: string) => `It is ${span} fast. Ages and times are wrong until you set it right.`,
  },
  dismiss: 'Got it',
}
