import type { energy as english } from '../english/energy.ts'

export const energy: typeof english = {
  title: '电量与流量',

  today: '今天',
  data: '流量',
  downUp: (down, up) => `下行 ${down}，上行 ${up}`,
  radio: '无线能耗（估算）',
  radioNote: (count) => `依据 ${count} 种公开的无线模型`,
  wakeUps: '唤醒次数',
  wakeUpsNote: '唤醒无线模块的次数；移动网络下每次多耗电数秒',
  connected: '连接时长',
  connectedNote: (open) => `共打开 ${open}`,
  share: (share) =>
    `相当于始终保持 WebSocket 连接的应用的 ${share}：该应用在前台持续接收，在后台每 25 秒发送一次心跳。`,
  shareEarly: '满一分钟后，将与始终保持 WebSocket 连接的应用对比。',

  plan: '当前方案',

  budget: '每日流量上限',
  budgetHint:
    '达到上限后，零点前会像省电模式一样降低更新频率，除非选择实时模式。浏览器通常无法区分网络，因此 Wi-Fi 流量也计算在内。',
  noBudget: '不限',
  budgetUsed: (used, budget) => `今天已用 ${used}，上限 ${budget}`,
  budgetSpent: (used, budget) => `今天已用 ${used}，上限 ${budget}，零点前降低更新频率`,
  budgetLive: (used, budget) => `今天已用 ${used}，上限 ${budget}。已选择实时模式，继续全速更新`,

  uses: '今天各传输方式用量',
  use: '用途',
  requests: '页面请求',
  messages: '消息数',
  time: '时长',
  joules: '能耗',
  total: '合计',

  days: '最近 14 天',
  day: '日期',
  shown: '显示内容',
  asTable: '以表格查看',
  daysTotal: (text) => `14 天共 ${text}`,

  radios: '今天各无线模型的能耗',
  radiosNote: '同样的流量在每种公开的无线模型上的结果。浏览器无法得知你的设备更接近哪一种。',
  radioName: '无线模型',
  always: '始终保持 WebSocket',

  how: '计算方法',
  counted:
    'WebSocket 计算消息及帧头；SSE 计算读取的正文；轮询和页面请求采用浏览器提供的压缩后大小，浏览器不提供时采用压缩前的正文大小。',
  estimated:
    '浏览器不公开请求头和响应头，分别按约 430 字节和 300 字节估算。加密和网络本身的开销不计，应用自身的文件（每个版本下载一次）也不计。',
  modelled:
    '能耗仅指无线模块，由模型算出：唤醒、传输数据，以及传输后仍保持数秒的高功耗状态（在其开始时即全部计入）。参数来自公开的测量结果：LTE 和 Wi-Fi 采用 AT&T Video Optimizer，4G 和 5G 采用 SIGCOMM 2021 的研究，另参考 Huang 等人的 MobiSys 2012 论文。',
  uncertain:
    '不同无线模块的能耗最多相差六倍，因此范围较宽。比例更为可靠：在一种模块上更省电的方式，在其他模块上也更省电。网络未知时，手机按移动网络计算，其他设备按 Wi-Fi 计算。',
  kept: '在本机保留 31 天。浏览器结束工作线程时，可能丢失最后五秒的数据。',
}
