import type { Words } from '../english.ts'

export const account: Words['account'] = {
  title: '账户',
  hint: '在所有设备上使用自选、持仓和提醒',

  keep: {
    title: '在所有设备上使用',
    none: '目前的内容只在本机。创建通行密钥后，自选、持仓、提醒和设置会出现在你的每台设备上，无需姓名、邮箱或密码。',
    alone:
      '服务器存有一份副本，但只有本机能打开；清除浏览器数据后就会丢失。创建通行密钥后，可在任何设备上打开。',
    everywhere: '在每台已登录的设备上，都能使用你的自选、持仓、提醒和设置。',
    ended:
      '你已在本机退出登录。自选和持仓仍在这里，行情照常更新。登录后可重新在各设备上使用，也可以作为新用户继续。',
    add: '在我的所有设备上保留',
    addAnother: '再添加一个通行密钥',
    enter: '我已有通行密钥',
    enterHint: '本机的内容会并入你的账户，不会丢失。',
    signIn: '用通行密钥登录',
    goOn: '作为新用户继续',
    other: '登录其他账户',
  },
  obstacle: {
    address:
      '通行密钥属于域名，而此服务器是通过 IP 地址打开的。请用名称打开，例如 localhost 或 ebb.example.com。',
    browser:
      '此处无法使用通行密钥。请在较新的浏览器中通过 https 打开 Ebb。在此之前，可在设置的“我的数据”中用文件转移。',
  },
  busy: {
    adding: '正在等待设备确认…',
    entering: '正在等待通行密钥…',
    leaving: '正在退出…',
  },
  trouble: {
    cancelled: '通行密钥未获确认，没有任何更改。',
    'there-already': '本机已有你的通行密钥。',
    unknown: '服务器不认识这个通行密钥，可能已被移除。请选择其他通行密钥，或新建一个。',
    offline: '无法连接服务器，没有任何更改。请稍后重试。',
    ended: '期间你已被退出登录。请重试。',
    failed: '操作未成功，没有任何更改。请重试。',
    unsent: '本机还有内容未存入账户，因此没有任何更改。请在连接恢复后重试。',
  },
  done: {
    added: '已完成。在其他设备上选择“我已有通行密钥”即可。',
    entered: '已登录。',
    merged: '已登录，本机的内容已并入你的账户。',
  },
  choice: {
    title: '登录其他账户',
    text: '本机已属于一个有通行密钥的账户。要把这里的内容一起带过去吗？',
    along: '合并为一个',
    alongHint: '两个账户的自选、持仓、提醒和通行密钥将合为一个，无法撤销。',
    stay: '留在原账户',
    stayHint: '内容会从本机移除，但仍保留在当前账户中。',
  },

  sync: {
    label: '更改',
    busy: '正在同步…',
    resting: (when) => `已全部同步 · ${when}`,
    waiting: '正在等待服务器。所做更改保存在本机，稍后会同步。',
    full: '账户已满。所做更改只保存在本机。',
    refused: (n) => `有 ${n} 项过大，无法存到服务器，只保留在本机。`,
    now: '立即同步',
  },
  ago: (span) => `${span}前`,
  justNow: '刚刚',

  passkeys: {
    title: '通行密钥',
    made: (day) => `创建于 ${day}`,
    used: (when) => `${when}使用过`,
    remove: '移除',
    removeOf: (device) => `移除 ${device} 的通行密钥`,
    removeTitle: '移除此通行密钥？',
    removeText: '之后无法再用它打开账户。已登录的设备不受影响。',
    removeLast: '这是最后一个通行密钥：移除后，只有当前已登录的设备能使用账户。',
    removed: '已移除通行密钥。你也可以在设备的密码管理中将其删除。',
  },
  devices: {
    title: '设备',
    here: '本机',
    seen: (when) => `${when}在线`,
    since: (day) => `自 ${day}`,
    end: '退出',
    endOf: (device) => `退出 ${device}`,
    ended: '已在该设备上退出登录。',
    leave: '在本机退出',
    leaveTitle: '在本机退出登录？',
    leaveText: '账户会保留，本机的内容也会保留；可用设置中的“重置 Ebb”删除。',
  },
  data: {
    title: '你的全部数据',
    save: '全部保存到文件',
    saveHint: '服务器和本机上你的数据，JSON 格式',
    saveButton: '保存',
    saveFailed: '无法连接服务器，文件会不完整。请稍后重试。',
    erase: '删除账户',
    eraseHint: '服务器上你的全部数据',
    eraseButton: '删除…',
    eraseTitle: '删除账户？',
    eraseText:
      '服务器将删除你的自选、持仓、设置、提醒、通知、通行密钥和接收渠道，并在所有设备上退出登录。此操作无法撤销。',
    eraseStays: '本机的内容会保留，可用设置中的“重置 Ebb”删除。若以后可能需要，请先保存到文件。',
    eraseConfirm: '删除账户',
    erased: '账户已删除。',
  },
  missing: '无法连接服务器，因此无法显示通行密钥和设备。',
  failed: '操作未成功，请稍后重试。',
  ended: {
    title: '你已退出登录',
    text: '行情照常更新，自选仍在这里。提醒和其他设备需要账户。',
    open: '登录或重新开始',
    dismiss: '暂不',
  },
}
