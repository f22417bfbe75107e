import type { Words } from '../english.ts'

export const portfolio: Words['portfolio'] = {
  title: '포트폴리오',
  add: '추가',
  addLabel: '보유 자산 추가',
  more: '파일',
  undo: '되돌리기',
  cancel: '취소',
  close: '닫기',

  empty: {
    title: '보유 자산과 평가 금액을 한눈에',
    text: '가진 자산의 수량과 산 가격을 추가해 보세요. 평가 금액이 시세를 따라 움직이고, 내용은 이 기기에만 저장돼요.',
    importing: '파일 가져오기',
  },

  total: '총 평가 금액',
  currency: '통화',
  day: '24시간',
  profit: '수익',
  dayOfAll: '최근 24시간',
  allocation: '자산 비중',
  others: '기타',

  oldest: (age) => `가장 오래된 시세는 ${age} 전 것이에요.`,
  waiting: '시세를 기다리는 중…',
  leftOut: (names) => `평가할 수 없어 뺐어요: ${names}`,
  uncosted: (names) => `매수 금액을 계산할 수 없어 수익에서 뺐어요: ${names}`,
  noPrice: '아직 시세가 없어요',
  noRate: (from, to) => `${from} → ${to} 시장이 없어요`,
  noRateYet: (from, to) => `${from} → ${to} 환율을 기다리는 중`,

  rates: {
    title: '환율',
    rate: (from, value, to) => `1 ${from} = ${value} ${to}`,
    by: (names) => `${names} 기준`,
    live: '실시간',
    none: '실시간으로 거래되는 시장이 없어요.',
    note: '환율은 모두 시장에서 거래되는 값이에요. 다른 통화로 산 금액은 지금 환율로 계산해요.',
  },

  columns: {
    holding: '자산',
    quantity: '수량',
    average: '평균 단가',
    price: '현재가',
    value: '평가 금액',
    profit: '수익',
  },
  sort: {
    label: '정렬',
    value: '평가 금액순',
    name: '이름순',
    day: '24시간 등락률순',
    profit: '수익순',
    added: '추가한 순서',
  },

  details: {
    open: (name) => `${name} 상세와 매수 내역`,
    value: '평가 금액',
    quantity: '수량',
    price: '현재가',
    average: '평균 단가',
    cost: '매수 금액',
    profit: '수익',
    day: '24시간 등락',
    share: '비중',
    lots: '매수 내역',
    at: (quantity, price) => `${quantity} · 단가 ${price}`,
    forAll: (quantity, total) => `${quantity} · 총 ${total}`,
    noCost: (quantity) => `${quantity} · 매수 금액 모름`,
    noDate: '날짜 없음',
    chart: '차트 보기',
    addMore: '매수 추가',
    edit: '수정',
    remove: '삭제',
    lotMenu: (lot) => `수정 또는 삭제: ${lot}`,
  },

  form: {
    add: (name) => `${name} 추가`,
    edit: (name) => `${name} 수정`,
    quantity: '수량',
    paid: '산 가격',
    per: { unit: '1개당', all: '모두' },
    amountUnit: '1개당 가격',
    amountAll: '총 매수 금액',
    currency: '통화',
    date: '날짜',
    note: '메모',
    optional: '비워 두어도 돼요',
    costHint: '비워 두면 수익은 계산하지 않아요.',
    total: (amount) => `총 ${amount}`,
    save: '저장',
    problem: {
      quantity: {
        missing: '수량을 입력해 주세요.',
        number: '숫자가 아니에요. 1234.5처럼 입력해 주세요.',
        positive: '0보다 큰 수량을 입력해 주세요.',
      },
      amount: {
        number: '숫자가 아니에요. 1234.5처럼 입력해 주세요.',
        negative: '0 이상으로 입력해 주세요.',
      },
      currency: { unknown: 'USD, USDT 같은 통화를 입력해 주세요.' },
      date: {
        unknown: '없는 날짜예요. 다시 고르거나 비워 두세요.',
        future: '아직 오지 않은 날이에요. 오늘이나 지난 날짜를 골라 주세요.',
      },
    },
  },

  done: {
    added: (name) => `${name} 추가했어요`,
    changed: (name) => `${name} 수정했어요`,
    removed: (name) => `${name} 삭제했어요`,
    imported: (n) => `매수 내역 ${n}개를 가져왔어요`,
    exportFailed: '파일을 저장하지 못했어요. 다운로드를 허용하고 다시 시도해 주세요.',
  },

  files: {
    csv: '표로 내보내기 (CSV)',
    json: '모두 내보내기 (JSON)',
    import: '파일 가져오기…',
    title: '보유 자산 가져오기',
    fileTitle: (name) => `${name} 내용`,
    added: (n) => `새 매수 내역 ${n}개`,
    changed: (n) => `이미 있어서 바뀌는 내역 ${n}개`,
    same: (n) => `이미 똑같이 있는 내역 ${n}개`,
    faults: (n) => `읽을 수 없는 줄 ${n}개:`,
    moreFaults: (n) => `외 ${n}개`,
    nothing: '새로운 내용이 없어요.',
    keep: '파일에서 고친 뒤 다시 가져오세요. 중복되지 않아요.',
    take: (n) => `${n}개 가져오기`,
    line: (n) => `${n}번째 줄`,
    fault: {
      symbol: (text) =>
        text === '' ? '종목이 없어요' : `‘${text}’ 종목을 알 수 없어요. BTCUSDT처럼 써 주세요`,
      quantity: (text) =>
        text === ''
          ? '수량이 없어요'
          : `‘${text}’은(는) 0보다 큰 수량이 아니에요. 1234.5처럼 써 주세요`,
      price: (text) => `‘${text}’은(는) 가격이 아니에요. 1234.5처럼 써 주세요`,
      total: (text) => `‘${text}’은(는) 금액이 아니에요. 1234.5처럼 써 주세요`,
      currency: (text) =>
        text === '' ? '통화가 없어요' : `‘${text}’은(는) 통화가 아니에요. USD처럼 써 주세요`,
      date: (text) => `‘${text}’은(는) 날짜가 아니에요. 2026-11-22처럼 써 주세요`,
      item: (text) => `보유 자산이 아니에요: ${text}`,
    },
    refused: {
      empty: '빈 파일이에요. 내보낸 파일을 골라 주세요.',
      unreadable: '파일을 읽을 수 없어요. 일부가 잘렸을 수 있으니 다시 내보내 주세요.',
      foreign: '보유 자산 파일이 아니에요. Ebb에서 내보낸 파일을 골라 주세요.',
      newer: '더 새로운 버전에서 만든 파일이에요. 페이지를 새로고침한 뒤 다시 가져와 주세요.',
      'too-large': '파일이 너무 커요. 한 번에 10,000개까지니 나눠서 가져와 주세요.',
      'no-columns':
        '첫 줄에 열 이름이 있어야 해요. ‘symbol’(종목)과 ‘quantity’(수량)는 꼭 필요해요.',
    },
    help: '표에는 종목(symbol)과 수량(quantity) 열이 필요해요. 단가나 총액, 통화, 날짜, 메모는 있으면 읽어요.',
  },

  summary: { title: '보유 중' },
}
