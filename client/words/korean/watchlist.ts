import type { Words } from '../english.ts'

export const watchlist: Words['watchlist'] = {
  title: '관심 종목',
  lists: '목록',
  add: '종목 추가',
  done: '완료',
  undo: '되돌리기',
  cancel: '취소',
  save: '저장',

  more: '이 목록 더보기',
  edit: '목록 편집',
  newList: '새 목록',
  newGroup: '새 그룹',
  renameList: '목록 이름 바꾸기',
  removeList: '목록 삭제',
  listEarlier: '목록을 왼쪽으로',
  listLater: '목록을 오른쪽으로',
  groupMore: (name) => `${name} 그룹 더보기`,
  renameGroup: '그룹 이름 바꾸기',
  removeGroup: '그룹 삭제',
  groupUp: '그룹을 위로',
  groupDown: '그룹을 아래로',
  groupEmpty: '아직 비어 있어요. 목록을 편집해서 종목을 옮겨 보세요.',

  listName: '목록 이름',
  groupName: '그룹 이름',
  nameMissing: '이름을 입력해 주세요.',

  sort: '정렬',
  sortedBy: {
    own: '내 순서',
    name: '이름',
    price: '현재가',
    change: '24시간 등락률',
    volume: '24시간 거래대금',
  },
  sortWay: {
    name: { up: 'A부터 Z까지', down: 'Z부터 A까지' },
    figure: { up: '낮은 순', down: '높은 순' },
  },
  sortIs: (by, way) => `${by} ${way}`,
  volume: (turnover) => `거래대금 ${turnover}`,

  remove: (name) => `${name} 삭제`,
  removeShort: '삭제',
  moveTo: (name) => `${name} 옮기기`,
  moveTitle: (name) => `${name} 옮기기`,
  toTop: '맨 위로',
  toBottom: '맨 아래로',
  group: '그룹',
  noGroup: '그룹 없음',
  otherList: '다른 목록',

  removed: (name) => `${name} 종목을 삭제했어요`,
  removedMany: (count) => `종목 ${count}개를 삭제했어요`,
  listRemoved: (name) => `‘${name}’ 목록을 삭제했어요`,
  groupRemoved: (name) => `‘${name}’ 그룹을 삭제했어요`,
  moved: (name, list) => `${name} 종목을 ‘${list}’ 목록으로 옮겼어요`,
  full: (most) =>
    `한 목록에는 ${most}개까지 담을 수 있어요. 일부를 삭제하거나 새 목록을 만들어 주세요.`,
  tooManyLists: '목록을 더 만들 수 없어요. 먼저 하나를 삭제해 주세요.',
  tooManyGroups: '그룹을 더 만들 수 없어요. 먼저 하나를 삭제해 주세요.',

  grip: (name) => `${name} 순서 바꾸기`,
  gripHint:
    '스페이스 키로 집고 화살표 키로 옮긴 다음, 다시 스페이스 키로 놓으세요. Esc 키를 누르면 제자리로 돌아가요.',
  lifted: (name, place) => `${name} 집음, ${place}`,
  dropped: (name, place) => `${name} 놓음, ${place}`,
  putBack: (name) => `${name} 제자리로 돌아감`,
  place: (index, count) => `${count}개 중 ${index}번째`,
  placeIn: (index, count, group) => `${group} 그룹 ${count}개 중 ${index}번째`,

  empty: {
    title: '아직 관심 종목이 없어요',
    text: '지켜보고 싶은 코인이나 주식을 검색해 추가하면 실시간 시세가 여기에 나와요.',
    action: '종목 검색',
  },
}
