export const watchlist = {
  /** The page, and a list that its user has given no name. */
  title: 'Watchlist',
  lists: 'Lists',
  add: 'Add instruments',
  done: 'Done',
  undo: 'Undo',
  cancel: 'Cancel',
  save: 'Save',

  /** What can be done with a list. */
  more: 'More for this list',
  edit: 'Edit this list',
  newList: 'New list',
  newGroup: 'New group',
  renameList: 'Rename list',
  removeList: 'Delete list',
  listEarlier: 'Move list left',
  listLater: 'Move list right',
  /** What can be done with a group. */
  groupMore: (name: string) => `More for the group ${name}`,
  renameGroup: 'Rename group',
  removeGroup: 'Delete group',
  groupUp: 'Move group up',
  groupDown: 'Move group down',
  groupEmpty: 'Nothing here yet. Edit the list to move instruments into this group.',

  listName: 'Name of the list',
  groupName: 'Name of the group',
  nameMissing: 'Write a name first.',

  sort: 'Sort',
  sortedBy: {
    own: 'My order',
    name: 'Name',
    price: 'Price',
    change: '24 h change',
    volume: '24 h volume',
  },
  /** The two ways round of a sort; names go by letters, all else by size. */
  sortWay: {
    name: { up: 'A to Z', down: 'Z to A' },
    figure: { up: 'lowest first', down: 'highest first' },
  },
  sortIs: (by: string, way: string) => `${by}, ${way}`,
  volume: (turnover: string) => `Vol ${turnover}`,

  /** Of a row; `name` is the pair. */
  remove: (name: string) => `Remove ${name}`,
  removeShort: 'Remove',
  moveTo: (name: string) => `Move ${name} elsewhere`,
  moveTitle: (name: string) => `Move ${name}`,
  toTop: 'To the top',
  toBottom: 'To the bottom',
  group: 'Group',
  noGroup: 'No group',
  otherList: 'Another list',

  removed: (name: string) => `${name} removed`,
  removedMany: (count: number) => `${count} instruments removed`,
  listRemoved: (name: string) => `List “${name}” deleted`,
  groupRemoved: (name: string) => `Group “${name}” deleted`,
  moved: (name: string, list: string) => `${name} moved to “${list}”`,
  full: (most: string) =>
    `A list holds at most ${most} instruments. Remove some, or begin another list.`,
  tooManyLists: 'That is as many lists as there can be. Delete one first.',
  tooManyGroups: 'That is as many groups as a list can have. Delete one first.',

  /** Moving a row by keyboard, as it is spoken. */
  grip: (name: string) => `Change the place of ${name}`,
  gripHint:
    'Press Space to lift it, the arrow keys to move it, Space again to drop it, and Escape to put it back.',
  lifted: (name: string, place: string) => `${name} lifted, ${place}`,
  dropped: (name: string, place: string) => `${name} dropped, ${place}`,
  putBack: (name: string) => `${name} is back where it was`,
  place: (index: number, count: number) => `place ${index} of ${count}`,
  placeIn: (index: number, count: number, group: string) =>
    `place ${index} of ${count} in ${group}`,

  empty: {
    title: 'This list is empty',
    text: 'Search for coins and stocks that you want to watch, and they stand here with live prices.',
    action: 'Search instruments',
  },
}
