export const instrument = {
  bid: 'Bid',
  ask: 'Ask',
  spread: 'Spread',
  venue: 'Venue',
}
