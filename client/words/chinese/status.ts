import type { status as english } from '../english/status.ts'

export const status: typeof english = {
  mode: { auto: '自动', live: '实时', saver: '省电', paused: '暂停' },

  modeMeaning: {
    auto: '根据电量、网络以及你是否正在查看，自动选择。',
    live: '不论电量多少，始终以最快速度更新。',
    saver: '降低更新频率，省电省流量。',
    paused: '停止更新，保留最后的价格并标明时间。',
  },

  reason: {
    charging: '正在充电，价格以最快速度更新。',
    'battery-high': '电量充足，价格以最快速度更新。',
    'battery-unknown': '此浏览器不提供电量信息，价格以最快速度更新。',
    'battery-middling': '电量有所下降，价格每秒更新一次。',
    'battery-low': '电量较低，已降低更新频率。',
    'data-saver': '浏览器已开启省流量模式，已降低更新频率。',
    'mode-live': '你选择了实时模式，价格以最快速度更新。',
    'mode-saver': '你选择了省电模式，已降低更新频率。',
    'mode-paused': '你已暂停价格更新。选择其他模式即可继续。',
    hidden: 'Ebb 在后台运行，只偶尔更新一次。',
    'hidden-battery-low': 'Ebb 在后台运行且电量较低，每隔几分钟才更新一次。',
    offline: '设备处于离线状态，恢复联网后价格会自动更新。',
    'no-page': '没有打开的 Ebb 页面，因此不获取任何数据。',
    'nothing-wanted': '此页面不需要价格，因此不获取任何数据。',
    'budget-spent': '今日流量已达上限，零点前降低更新频率。',
    forced: '你在诊断页面固定了此传输方式。',
    'websocket-refused': '通往服务器的网络阻止了 WebSocket，已改用次优方式。',
    'sse-refused': '通往服务器的网络阻止了 SSE，已改用次优方式。',
  },

  every: (span) => `每 ${span}`,

  market: { connecting: '连接中', live: '真实行情', simulated: '模拟行情', replay: '历史回放' },

  facts: {
    mode: '模式',
    phase: '状态',
    transport: '传输方式',
    cadence: '更新频率',
    latency: '延迟',
    heard: '最近接收',
    ago: (age) => `${age}前`,
    never: '尚无',
    market: '市场',
    cursor: '游标',
    unknownSymbols: '未收录',
    unknown: '暂不清楚',
    more: '更多连接信息',
    energy: '电量与流量',
    diagnostics: '诊断',
    transitions: '连接记录',
    noTransitions: '自打开应用以来没有变化。',
  },
}
