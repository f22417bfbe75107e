import type { install as english } from '../english/install.ts'

export const install: typeof english = {
  title: '把 Ebb 放到主屏幕',
  text: '点开即用，离线也能看，整屏都是行情。',
  line: '安装 Ebb',
  hint: '点开即用，离线也能看，独立窗口',
  install: '安装',
  how: '查看方法',
  later: '以后再说',
  close: '关闭',
  steps: {
    apple: ['点按 Safari 工具栏中的“共享”。', '向下滚动，选择“添加到主屏幕”。', '点按“添加”。'],
    'apple-26': [
      '点按“共享”，它可能在地址栏旁的 ••• 里。',
      '选择“添加到主屏幕”，它可能在“查看更多”里。',
      '保持“作为网页 App 打开”开启，点按“添加”。',
    ],
    'apple-other': [
      '点按地址栏中的“共享”。',
      '向下滚动，选择“添加到主屏幕”。',
      '如有“作为网页 App 打开”，保持开启，点按“添加”。',
    ],
    firefox: ['打开 Firefox 菜单 ⋮。', '选择“将应用添加到主屏幕”。', '点按“添加”。'],
    samsung: ['打开浏览器菜单 ☰。', '选择“添加页面到”，再选“主屏幕”。', '点按“添加”。'],
    mac: ['打开 Safari 的“文件”菜单。', '选择“添加到程序坞”。', '点按“添加”。'],
  },
}
