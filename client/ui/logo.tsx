/** The mark: a price that ebbs and rises. The same drawing as `public/favicon.svg`. */
export function Logo() {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" fill="#0a3a4a" />
      <path d="M0 44c8-9 15-9 22-3s14 6 21-1 14-9 21-5v29H0z" fill="#11627a" />
      <path d="M0 52c9-7 16-6 23-2s14 4 21-1 13-6 20-3v18H0z" fill="#1b8aa6" />
      <path
        d="M8 34c7 0 8-15 15-15s8 12 15 12 8-18 18-19"
        fill="none"
        stroke="#eafaff"
        stroke-width="5"
        stroke-linecap="round"
      />
    </svg>
  )
}
