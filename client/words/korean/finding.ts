import type { Words } from '../english.ts'

export const finding: Words['finding'] = {
  field: '코인명, 심볼, 마켓 검색',
  clear: '입력한 내용 지우기',
  results: '종목',
  recent: '최근 본 종목',
  popular: '거래대금 상위',
  count: (n) => `종목 ${n}개`,
  most: (n) => `가장 잘 맞는 ${n}개만 보여줘요. 더 입력하면 좁혀져요.`,
  none: (query) => `‘${query}’ 검색 결과가 없어요`,
  advice:
    '철자를 확인하거나 BTCUSDT 같은 마켓, Bitcoin 같은 이름, Kraken BTC처럼 거래소를 앞에 붙여 검색해 보세요.',
  nothingYet: '아직 종목이 없어요. 시장에 연결되면 나타나요.',
  problem: {
    network: '서버에 연결할 수 없어서 이 기기에 있는 종목만 찾았어요.',
    server: '서버가 응답하지 않아서 이 기기에 있는 종목만 찾았어요.',
    busy: '잠시 동안 검색이 너무 많았어요. 조금 뒤에 다시 시도해 주세요.',
    malformed: '응답을 읽을 수 없어요. 페이지를 새로고침해서 최신 버전으로 바꿔 주세요.',
  },
  inList: (name, list) => `${list}에 ${name} 담기`,
  added: (name, list) => `${name}, ${list}에 추가했어요`,
  removed: (name, list) => `${name}, ${list}에서 뺐어요`,
  stock: '주식',
  halted: '거래 정지',
  dead: '상장 폐지',
  keys: { choose: '이동', open: '열기', add: '추가', close: '닫기' },
}
