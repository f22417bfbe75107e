import type { Words } from '../english.ts'

export const instrument: Words['instrument'] = {
  bid: '매수 호가',
  ask: '매도 호가',
  spread: '호가 차이',
  basisPoints: (n) => `${n}bp`,
  venue: '거래소',

  panels: { label: '보기', chart: '차트', trades: '체결', details: '정보' },

  day: {
    spot: {
      high: '24시간 최고',
      low: '24시간 최저',
      range: '24시간 범위',
      open: '24시간 전',
      volume: '24시간 거래량',
      turnover: '24시간 거래대금',
    },
    stock: {
      high: '당일 고가',
      low: '당일 저가',
      range: '당일 범위',
      open: '전일 종가',
      volume: '당일 거래량',
      turnover: '당일 거래대금',
    },
  },
  high: '고가',
  low: '저가',
  volume: '거래량',
  inRange: (percent) => `저가에서 고가까지의 ${percent}% 지점`,

  session: '거래 시간',
  allHours: '24시간 거래',
  openUntil: (time) => `장중, ${time} 마감`,
  opensAt: (session, time) => `${session}, ${time} 개장`,

  lastTrade: '최근 체결',
  updated: '업데이트',
  upToDate: '최신 시세',
  asOf: (time) => `${time} 기준`,

  noCandles: '이 기간에는 아직 체결이 없어요. 다음 체결부터 차트가 시작돼요.',
  noTrades: '아직 체결이 없어요. 체결되면 여기에 나타나요.',
  unheard: (venue) =>
    `아직 ${venue}에서 들어온 시세가 없어요. 서버가 이 거래소에 연결하지 못했을 수 있어요. 연결되면 여기에 바로 나와요. 그동안은 다른 거래소의 시세를 검색해 보세요.`,

  trades: {
    title: '최근 체결',
    time: '시간',
    price: '체결가',
    size: '체결량',
    buy: '매수',
    sell: '매도',
    loading: '체결 내역을 불러오고 있어요…',
    failed: '체결 내역을 불러오지 못했어요.',
    gap: '이전 체결 일부가 빠져 있어요',
  },

  speak: '가격 읽어주기',
  speakHint: '스크린 리더가 최대 10초에 한 번 읽어줘요.',
  decimal: (whole, fraction) => `${whole}점 ${fraction}`,
  spoken: {
    up: (name, price, percent) => `${name} ${price}, ${percent}퍼센트 상승`,
    down: (name, price, percent) => `${name} ${price}, ${percent}퍼센트 하락`,
    flat: (name, price) => `${name} ${price}`,
  },

  keepIn: (list) => `${list}에 담기`,
  listFull: '목록이 가득 찼어요. 먼저 종목을 빼 주세요.',
  share: '링크 공유',
  copied: '링크를 복사했어요',
  notCopied: (url) => `이 링크를 복사해 주세요: ${url}`,

  unknownTitle: (symbol) => `${symbol} 종목을 찾을 수 없어요`,
  unknownText:
    '이름이 다르거나 더 이상 거래되지 않는 종목일 수 있어요. 이름이나 심볼로 검색해 보세요.',
  unseenTitle: (symbol) => `${symbol} 시세가 아직 없어요`,
  unseenText:
    '지금은 오프라인이고 이 기기에서 본 적 없는 종목이에요. 온라인이 되면 시세가 나타나요.',
  search: '검색',
}
