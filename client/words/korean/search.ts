import type { Words } from '../english.ts'

export const search: Words['search'] = {
  title: '검색',
  open: '종목 검색',
  close: '검색 닫기',
  broken: '검색을 불러오지 못했어요. 연결을 확인하고 다시 시도해 주세요.',
}
