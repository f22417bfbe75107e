import type { push as english } from '../english/push.ts'

export const push: typeof english = {
  title: '在此设备上接收提醒',
  hint: '关闭 Ebb 后也能收到',
  turnOn: '开启',
  turnOff: '关闭',
  turningOn: '正在开启…',
  again: '重试',
  on: '已开启。关闭 Ebb 后，提醒也会发到此设备。',
  onUnconfirmed: '已开启。目前连不上服务器，恢复后即可收到提醒。',
  offer: {
    title: '关闭 Ebb 后也要提醒你吗？',
    text: '你设置的提醒触发时，此设备会显示通知。除此之外绝不发送任何新闻或推广。接下来浏览器会请你确认。',
    later: '以后再说',
  },
  failed: {
    slow: '浏览器的消息服务没有响应，可能被当前网络屏蔽。',
    refused: '浏览器在这里不允许。可能是无痕窗口，或浏览器没有消息服务。',
    network: '连不上服务器，恢复后会自动重试。',
    nobody: '服务器不认识此设备。请允许此网站使用 Cookie，然后重试。',
    full: '接收提醒的设备已达上限，或短时间内尝试过多。请移除不再使用的设备。',
    server: '服务器未能完成，请稍后重试。',
  },
  lacking: {
    'home-screen':
      '在 iPhone 和 iPad 上，只有主屏幕上的 App 能收到提醒。请把 Ebb 添加到主屏幕，从那里打开并开启。',
    insecure: '浏览器只在安全连接下接收推送。请用 https 地址打开 Ebb。',
    unsupported: '此浏览器无法在 Ebb 关闭时显示提醒。可以改用电子邮件或 Webhook。',
  },
  blocked: {
    title: '通知被阻止',
    wasOn: '关闭 Ebb 后，提醒不再发到此设备。',
    never: '此浏览器不显示 Ebb 的通知。',
    how: {
      chrome: ['点按地址栏左侧的图标。', '把“通知”设为“允许”。', '回到这里。'],
      firefox: [
        '点按地址栏旁带斜线的气泡或锁形图标。',
        '清除“发送通知”后的“已阻止”。',
        '回到这里开启提醒。',
      ],
      safari: ['打开 Safari 设置，依次选择“网站”“通知”。', '把此网站设为“允许”。', '回到这里。'],
      android: [
        '点按地址栏左侧的图标，再点“权限”。',
        '打开“通知”。',
        '如仍未开启：Android 设置 →“应用”→ 你的浏览器 →“通知”。',
      ],
      apple: ['打开设备的“设置”，选择“通知”。', '选择 Ebb。', '打开“允许通知”。'],
    },
  },
  lost: {
    title: '此设备的提醒已关闭',
    text: '浏览器收回了权限，有些浏览器会对不常打开的网站这样做。想继续收到提醒，请重新开启。',
    accept: '保持关闭',
  },
}
