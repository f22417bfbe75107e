import type { missing as english } from '../english/missing.ts'

export const missing: typeof english = {
  title: '없는 페이지예요',
  text: '주소에 오타가 있거나 페이지가 옮겨졌을 수 있어요.',
  home: '관심 종목으로 가기',
}
