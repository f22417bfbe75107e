import type { chartSheet as english } from '../english/chart-sheet.ts'

export const chartSheet: typeof english = {
  scale: '가격 축',
  scales: { linear: '일반', log: '로그', percent: '퍼센트' },
  scaleOfComparison: '종목을 비교할 때는 항상 퍼센트로 보여요.',
  showVolume: '거래량',
  indicators: {
    sma: '단순 이동평균',
    ema: '지수 이동평균',
    bollinger: '볼린저 밴드',
    vwap: '거래량 가중 평균가',
    rsi: '상대강도지수',
    macd: '이동평균 수렴·확산',
  },
  vwapMeaning:
    '하루가 시작된 뒤부터 계산해요. 코인은 UTC, 주식은 뉴욕 기준이고, 일봉과 주봉에는 없어요.',
  parameters: {
    period: '기간',
    deviations: '승수',
    fast: '단기',
    slow: '장기',
    signal: '시그널',
  },
  addIndicator: (name) => `${name} 추가`,
  removeIndicator: (name) => `${name} 삭제`,
  look: '이동과 확대 버튼',
  lookHint: '끌지 않고 차트 아래 버튼으로',
  steps: { closer: '확대', wider: '축소', earlier: '이전', later: '이후' },
  compare: '종목 비교',
  exported: (name) => `${name} 저장 완료`,
}
