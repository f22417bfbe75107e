const icons = {
  add: 'M12 5v14M5 12h14',
  adjust: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  back: 'M15 5l-7 7 7 7',
  chart: 'M4 19h16M6 15l4-5 4 3 5-7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4M12 5V3.5',
  candles: 'M8 4v3M8 15v4M5.5 7h5v8h-5zM16 6v3M16 17v3M13.5 9h5v8h-5z',
  close: 'M6 6l12 12M18 6L6 18',
  collapse: 'M6 15l6-6 6 6',
  compare: 'M4 17l5-7 4 4 7-9M4 10l4 3 4-7 3 3 5 6',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  drag: 'M9 5a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM9 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM9 17a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM15 5a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM15 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM15 17a1 1 0 1 0 0 2 1 1 0 0 0 0-2z',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13.5 6.5l4 4',
  enlarge: 'M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5',
  expand: 'M6 9l6 6 6-6',
  info: 'M12 11v6M12 7.5h.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  install: 'M12 3v10M8 9.5l4 4 4-4M6 7H5v13h14V7h-1',
  link: 'M9 15l6-6M10.5 6.5l1.2-1.2a4.6 4.6 0 0 1 6.5 6.5L17 13M7 11l-1.2 1.2a4.6 4.6 0 0 0 6.5 6.5l1.2-1.2',
  more: 'M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM19 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2z',
  next: 'M9 5l7 7-7 7',
  portfolio: 'M12 3v9l7.5 4.5M12 3a9 9 0 1 0 7.5 13.5A9 9 0 0 0 12 3z',
  reduce: 'M4 9h5V4M20 9h-5V4M4 15h5v5M20 15h-5v5',
  remove: 'M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5',
  search: 'M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM16 16l4.5 4.5',
  share: 'M12 14.5V3.5M8 7l4-4 4 4M7 10.5H5.5v10h13v-10H17',
  sort: 'M7 5v14M3.5 15.5L7 19l3.5-3.5M17 19V5M13.5 8.5L17 5l3.5 3.5',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  star: 'M12 4l2.5 5.2 5.7.7-4.2 4 1.1 5.6-5.1-2.8-5.1 2.8L8 13.9l-4.2-4 5.7-.7z',
  upload: 'M12 15V4M7 8.5l5-5 5 5M5 20h14',
  warning: 'M12 9.5v4.5M12 17h.01M12 3.5L2.5 20h19z',
} as const

export type IconName = keyof typeof icons

export const iconNames = Object.keys(icons).filter((name): name is IconName => name in icons)

/** A drawing of 24 by 24 in the colour of the text beside it. It has no name: what it stands on has one. */
export function Icon(props: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={icons[props.name]} />
    </svg>
  )
}
