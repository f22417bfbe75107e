import type { energy as english } from '../english/energy.ts'

export const energy: typeof english = {
  title: '배터리와 데이터',

  today: '오늘',
  data: '데이터',
  downUp: (down, up) => `받기 ${down}, 보내기 ${up}`,
  radio: '통신 에너지(추정)',
  radioNote: (count) => `공개된 통신 모델 ${count}개 기준`,
  wakeUps: '깨운 횟수',
  wakeUpsNote: '통신 장치를 깨운 횟수예요. 모바일에서는 한 번에 몇 초씩 켜져요',
  connected: '연결 시간',
  connectedNote: (open) => `앱을 켠 ${open} 중`,
  share: (share) =>
    `WebSocket을 늘 열어 두는 앱의 ${share} 수준이에요. 화면 앞에서는 계속 받고, 뒤에서는 25초마다 신호를 보내는 앱과 비교했어요.`,
  shareEarly: '1분이 지나면 WebSocket을 늘 열어 두는 앱과 비교해서 보여드려요.',

  plan: '지금 받는 방식',

  budget: '하루 데이터 한도',
  budgetHint:
    '한도를 다 쓰면 자정까지 절약 모드처럼 천천히 받아요. 실시간 모드를 선택하면 계속 빠르게 받아요. 브라우저가 네트워크를 잘 구분하지 못해서 와이파이 사용량도 포함돼요.',
  noBudget: '한도 없음',
  budgetUsed: (used, budget) => `오늘 ${budget} 중 ${used} 사용`,
  budgetSpent: (used, budget) => `오늘 ${budget} 중 ${used} 사용. 자정까지 천천히 받아요`,
  budgetLive: (used, budget) =>
    `오늘 ${budget} 중 ${used} 사용. 실시간 모드라서 계속 빠르게 받아요`,

  uses: '오늘 전송 방식별 사용량',
  use: '용도',
  requests: '화면에서 요청',
  messages: '메시지',
  time: '시간',
  joules: '에너지',
  total: '합계',

  days: '최근 14일',
  day: '날짜',
  shown: '표시 항목',
  asTable: '표로 보기',
  daysTotal: (text) => `14일 동안 ${text}`,

  radios: '오늘 통신 모델별 에너지',
  radiosNote:
    '같은 사용량을 공개된 통신 모델마다 계산했어요. 내 기기가 어느 쪽에 가까운지는 브라우저로 알 수 없어요.',
  radioName: '통신 모델',
  always: 'WebSocket 상시 연결',

  how: '계산 방법',
  counted:
    'WebSocket은 메시지와 프레임 헤더를, SSE는 읽은 본문을 세요. 폴링과 화면 요청은 브라우저가 알려주는 압축된 크기를 쓰고, 알려주지 않으면 압축 전 본문 크기를 써요.',
  estimated:
    '요청과 응답 헤더는 브라우저가 숨기기 때문에 각각 약 430바이트, 300바이트로 추정해요. 암호화와 네트워크가 더하는 양, 버전마다 한 번 받는 앱 파일은 세지 않아요.',
  modelled:
    '에너지는 통신 장치만 모델로 계산해요. 깨어나고, 데이터를 주고받고, 그 뒤 몇 초 더 켜져 있는 시간까지 포함하고, 켜져 있는 시간은 시작될 때 한꺼번에 세요. 값은 공개된 측정 결과를 써요. LTE와 와이파이는 AT&T Video Optimizer, 4G와 5G는 SIGCOMM 2021 연구, 그리고 Huang 등(MobiSys 2012)이에요.',
  uncertain:
    '통신 장치마다 최대 여섯 배까지 차이가 나서 범위가 넓어요. 비율은 더 믿을 만해요. 한 장치에서 덜 쓰는 방식은 다른 장치에서도 덜 써요. 네트워크를 알 수 없으면 휴대폰은 모바일, 그 밖에는 와이파이로 계산해요.',
  kept: '이 기기에 31일 동안 보관해요. 브라우저가 워커를 끝내면 마지막 5초가 빠질 수 있어요.',
}
