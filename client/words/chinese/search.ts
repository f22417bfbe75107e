import type { Words } from '../english.ts'

export const search: Words['search'] = {
  title: '搜索',
  open: '搜索品种',
  close: '关闭搜索',
  broken: '搜索加载失败，请检查网络后重试。',
}
