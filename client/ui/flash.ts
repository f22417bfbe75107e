/** How a price that has moved glows: the way it went, and how strongly still. */
export interface Flash {
  way: 'up' | 'down'
  strength: 1 | 2 | 3
}
