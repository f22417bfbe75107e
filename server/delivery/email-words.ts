import { languageOf } from '../../shared/notification-text.ts'

interface EmailWords {
  why: string
  /** Before the link. */
  leave: string
  subject: (code: string) => string
  text: (code: string) => string
}

const words: Record<ReturnType<typeof languageOf>, EmailWords> = {
  en: {
    why: 'You get this because this address was confirmed in Ebb.',
    leave: 'No more of these:',
    subject: (code) => `${code} is your code for Ebb`,
    text: (code) =>
      `Enter ${code} in Ebb to get your alerts at this address. It holds for 15 minutes.\n\nIf you didn’t ask for it, ignore this: nothing more will come.\n`,
  },
  ko: {
    why: 'Ebb에서 이 주소가 확인되어 보내 드리는 메일입니다.',
    leave: '수신 거부:',
    subject: (code) => `Ebb 인증 코드 ${code}`,
    text: (code) =>
      `이 주소로 알림을 받으려면 Ebb에 ${code}을(를) 입력하세요. 15분 동안 유효합니다.\n\n요청하신 적이 없다면 무시하셔도 됩니다. 더 이상 메일이 가지 않습니다.\n`,
  },
  'zh-Hans': {
    why: '此地址已在 Ebb 中确认，因此您会收到这封邮件。',
    leave: '退订：',
    subject: (code) => `您的 Ebb 验证码：${code}`,
    text: (code) =>
      `请在 Ebb 中输入 ${code}，以便在此地址接收提醒。15 分钟内有效。\n\n如果这不是您的操作，请忽略此邮件，不会再有后续邮件。\n`,
  },
}

export function emailWords(language: string): EmailWords {
  return words[languageOf(language)]
}

/** The letter with the code. */
export function confirmationText(
  code: string,
  language: string,
): { subject: string; text: string } {
  const { subject, text } = emailWords(language)
  return { subject: subject(code), text: text(code) }
}
