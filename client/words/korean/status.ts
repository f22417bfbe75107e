import type { status as english } from '../english/status.ts'

export const status: typeof english = {
  mode: { auto: '자동', live: '실시간', saver: '절약', paused: '일시 정지' },

  modeMeaning: {
    auto: '배터리와 네트워크, 화면을 보고 있는지에 따라 알아서 정해요.',
    live: '배터리와 상관없이 가장 빠르게 받아요.',
    saver: '배터리와 데이터를 아끼려고 천천히 받아요.',
    paused: '새 시세를 받지 않아요. 마지막 시세를 언제 것인지와 함께 보여줘요.',
  },

  reason: {
    charging: '충전 중이라 시세를 가장 빠르게 받고 있어요.',
    'battery-high': '배터리가 넉넉해서 시세를 가장 빠르게 받고 있어요.',
    'battery-unknown':
      '이 브라우저는 배터리 잔량을 알려주지 않아서 시세를 최고 속도로 받고 있어요.',
    'battery-middling': '배터리가 조금 줄어서 시세를 1초에 한 번 받고 있어요.',
    'battery-low': '배터리가 부족해서 시세를 더 천천히 받고 있어요.',
    'data-saver': '브라우저에서 데이터 절약을 켜서 시세를 더 천천히 받고 있어요.',
    'mode-live': '실시간 모드를 선택해서 시세를 가장 빠르게 받고 있어요.',
    'mode-saver': '절약 모드를 선택해서 시세를 더 천천히 받고 있어요.',
    'mode-paused': '시세를 일시 정지했어요. 다시 받으려면 다른 모드를 선택해 주세요.',
    hidden: 'Ebb가 백그라운드에 있어서 가끔만 확인해요.',
    'hidden-battery-low': 'Ebb가 백그라운드에 있고 배터리가 부족해서 몇 분에 한 번만 확인해요.',
    offline: '기기가 오프라인이에요. 다시 연결되면 시세가 저절로 이어져요.',
    'no-page': '열려 있는 Ebb 화면이 없어서 아무것도 받지 않아요.',
    'nothing-wanted': '이 화면에는 시세가 필요 없어서 아무것도 받지 않아요.',
    'budget-spent': '오늘 데이터 한도를 다 써서 자정까지 시세를 더 천천히 받아요.',
    forced: '진단 화면에서 이 전송 방식으로 고정했어요.',
    'websocket-refused': '서버로 가는 길 어딘가에서 WebSocket을 막고 있어서 차선책을 쓰고 있어요.',
    'sse-refused': '서버로 가는 길 어딘가에서 SSE를 막고 있어서 차선책을 쓰고 있어요.',
  },

  every: (span) => `${span}마다`,

  market: { connecting: '연결 중', live: '실제 시세', simulated: '모의 시장', replay: '녹화 재생' },

  facts: {
    mode: '모드',
    phase: '상태',
    transport: '전송 방식',
    cadence: '업데이트 주기',
    latency: '지연 시간',
    heard: '마지막 수신',
    ago: (age) => `${age} 전`,
    never: '아직 없음',
    market: '시장',
    cursor: '커서',
    unknownSymbols: '없는 종목',
    unknown: '아직 알 수 없음',
    more: '연결 더 알아보기',
    energy: '배터리와 데이터',
    diagnostics: '진단',
    transitions: '연결 기록',
    noTransitions: '앱을 연 뒤로 바뀐 것이 없어요.',
  },
}
