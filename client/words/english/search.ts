/** What is said of the search before it is loaded; the rest is in `finding`. */
export const search = {
  title: 'Search',
  /** Of the button; `/` is its key. */
  open: 'Search instruments',
  close: 'Close the search',
  broken: 'The search could not be loaded. Check the connection, then try again.',
}
