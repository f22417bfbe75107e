import { makeLate } from '../late.tsx'

/**
 * The bell of a chart's bar. Its place is kept until it has come; where it can't, the page's own bell
 * is there.
 */
export const ChartAlertButton = makeLate({
  load: async () => (await import('./alert.tsx')).ChartAlertButton,
  failed: () => '',
  place: 'icon-button',
})

export const ChartAlertBar = makeLate({
  load: async () => (await import('./alert.tsx')).ChartAlertBar,
  failed: () => '',
  place: '',
})
