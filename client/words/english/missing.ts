/** Of an address where there is no page. */
export const missing = {
  title: 'There is no such page',
  text: 'The address may have a slip in it, or the page has moved.',
  home: 'To the watchlist',
}
