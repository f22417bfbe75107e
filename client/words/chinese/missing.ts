import type { missing as english } from '../english/missing.ts'

export const missing: typeof english = {
  title: '没有这个页面',
  text: '地址可能有误，或页面已移动。',
  home: '前往自选',
}
