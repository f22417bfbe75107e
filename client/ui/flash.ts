/** The way a price moved; `turn` alternates, so that the same way twice flashes twice. */
export interface Flash {
  way: 'up' | 'down'
  turn: 0 | 1
}
