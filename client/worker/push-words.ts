/**
 * What is said of a push that can't be read: something must be, for a browser ends the subscription of
 * a worker that stays silent. The worker is one script, hence no words of the app's.
 */
const unreadable = {
  en: {
    title: 'Ebb has news for you',
    body: 'This message could not be read. Open Ebb to see it.',
  },
  ko: {
    title: '새로운 소식이 있어요',
    body: '알림 내용을 읽지 못했어요. Ebb를 열어 확인하세요.',
  },
  zh: { title: 'Ebb 有新消息', body: '无法读取这条通知的内容，请打开 Ebb 查看。' },
}

export function unreadableIn(language: string): { title: string; body: string; lang: string } {
  const lang = language.startsWith('ko') ? 'ko' : language.startsWith('zh') ? 'zh' : 'en'
  return { ...unreadable[lang], lang }
}
