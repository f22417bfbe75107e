/** Titles and bodies of notifications in one language. */
export interface Sentences {
  locale: string
  above: (name: string, price: string) => string
  below: (name: string, price: string) => string
  crossed: (name: string, price: string) => string
  entered: (name: string, low: string, high: string) => string
  left: (name: string, low: string, high: string) => string
  change: (name: string, change: string, window: string) => string
  changeSinceClose: (name: string, change: string) => string
  dayHigh: (name: string) => string
  dayLow: (name: string) => string
  volume: (name: string, times: string, window: string) => string
  silence: (name: string, time: string) => string
  /** Where it happened, and when. */
  evidence: (price: string, venue: string, time: string) => string
  lastSeen: (price: string, venue: string, time: string) => string
  test: string
  testBody: string
  /** The button of an alert that fires again and again. */
  pause: string
}

export const english: Sentences = {
  locale: 'en-US',
  above: (name, price) => `${name} above ${price}`,
  below: (name, price) => `${name} below ${price}`,
  crossed: (name, price) => `${name} crossed ${price}`,
  entered: (name, low, high) => `${name} is within ${low}–${high}`,
  left: (name, low, high) => `${name} has left ${low}–${high}`,
  change: (name, change, window) => `${name} ${change} within ${window}`,
  changeSinceClose: (name, change) => `${name} ${change} since the previous close`,
  dayHigh: (name) => `${name}: new 24 h high`,
  dayLow: (name) => `${name}: new 24 h low`,
  volume: (name, times, window) => `${name}: ${times}× the usual volume in ${window}`,
  silence: (name, time) => `${name}: no prices for ${time}`,
  evidence: (price, venue, time) => `${price} at ${venue}, ${time}`,
  lastSeen: (price, venue, time) => `Last ${price} at ${venue}, ${time}`,
  test: 'This is a test',
  testBody: 'Ebb can reach you here.',
  pause: 'Pause this alert',
}

export const korean: Sentences = {
  locale: 'ko-KR',
  above: (name, price) => `${name} ${price} 돌파`,
  below: (name, price) => `${name} ${price} 하회`,
  crossed: (name, price) => `${name} ${price} 통과`,
  entered: (name, low, high) => `${name} ${low}~${high} 범위 진입`,
  left: (name, low, high) => `${name} ${low}~${high} 범위 이탈`,
  change: (name, change, window) => `${name} ${window} 동안 ${change}`,
  changeSinceClose: (name, change) => `${name} 전일 종가 대비 ${change}`,
  dayHigh: (name) => `${name} 24시간 최고가 경신`,
  dayLow: (name) => `${name} 24시간 최저가 경신`,
  volume: (name, times, window) => `${name} ${window} 거래량 평소의 ${times}배`,
  silence: (name, time) => `${name} ${time} 동안 시세 없음`,
  evidence: (price, venue, time) => `${venue} ${price}, ${time}`,
  lastSeen: (price, venue, time) => `마지막 시세 ${venue} ${price}, ${time}`,
  test: '테스트 알림입니다',
  testBody: '이 기기에서 Ebb 알림을 받을 수 있습니다.',
  pause: '알림 일시 중지',
}

export const chinese: Sentences = {
  locale: 'zh-Hans-CN',
  above: (name, price) => `${name} 高于 ${price}`,
  below: (name, price) => `${name} 低于 ${price}`,
  crossed: (name, price) => `${name} 穿越 ${price}`,
  entered: (name, low, high) => `${name} 进入 ${low}–${high}`,
  left: (name, low, high) => `${name} 离开 ${low}–${high}`,
  change: (name, change, window) => `${name} ${window}内 ${change}`,
  changeSinceClose: (name, change) => `${name} 较前收盘价 ${change}`,
  dayHigh: (name) => `${name} 创 24 小时新高`,
  dayLow: (name) => `${name} 创 24 小时新低`,
  volume: (name, times, window) => `${name} ${window}成交量为平常的 ${times} 倍`,
  silence: (name, time) => `${name} 已 ${time}没有行情`,
  evidence: (price, venue, time) => `${venue} ${price}，${time}`,
  lastSeen: (price, venue, time) => `最近行情 ${venue} ${price}，${time}`,
  test: '这是一条测试通知',
  testBody: 'Ebb 可以在这里通知你。',
  pause: '暂停此提醒',
}
