import './styles.css'
import { createSignal } from 'solid-js'
import { render } from 'solid-js/web'
import { afterEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { ConfirmDialog, Dialog } from './dialog.tsx'
import { Menu } from './menu.tsx'

let close = () => {}

afterEach(() => {
  close()
  document.body.replaceChildren()
})

function show(content: Parameters<typeof render>[0]): void {
  const root = document.createElement('div')
  document.body.append(root)
  close = render(content, root)
}

const find = (selector: string) => document.querySelector<HTMLElement>(selector)
const focused = () => document.activeElement?.textContent?.trim()

it('a menu is gone through by arrow keys, round both ends, and by Home and End', async () => {
  const run = vi.fn()
  const item = (text: string) => ({ text, run: () => run(text) })
  show(() => (
    <Menu label="More" items={[item('One'), { ...item('Two'), disabled: true }, item('Three')]} />
  ))
  await userEvent.click(find('.icon-button') ?? document.body)
  await expect.poll(focused).toBe('One')
  const story: (string | undefined)[] = []
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End']) {
    await userEvent.keyboard(`{${key}}`)
    story.push(focused())
  }
  expect(story).toEqual(['Three', 'One', 'Three', 'One', 'Three'])
  await userEvent.keyboard('{Enter}')
  expect(run.mock.calls).toEqual([['Three']])
  expect(find('.menu:popover-open')).toBeNull()
})

it('a menu that is left by Escape gives the focus back, and has run nothing', async () => {
  const run = vi.fn()
  show(() => <Menu label="More" items={[{ text: 'One', run }]} />)
  await userEvent.click(find('.icon-button') ?? document.body)
  await expect.poll(focused).toBe('One')
  await userEvent.keyboard('{Escape}')
  expect(document.activeElement).toBe(find('.icon-button'))
  expect(run).not.toHaveBeenCalled()
})

it('a dialog is closed by Escape, by its cross and by what lies beside it, and is told so once', async () => {
  const onClose = vi.fn()
  const [open, setOpen] = createSignal(false)
  show(() => (
    <Dialog
      open={open()}
      title="Title"
      closeLabel="Close"
      onClose={() => {
        onClose()
        setOpen(false)
      }}
    >
      <p>Content</p>
    </Dialog>
  ))
  expect(find('.dialog p')).toBeNull()
  const ways = [
    () => userEvent.keyboard('{Escape}'),
    () => userEvent.click(find('.dialog .icon-button') ?? document.body),
    async () => find('.dialog')?.click(),
  ]
  for (const [index, leave] of ways.entries()) {
    setOpen(true)
    expect(find('.dialog[open] p')?.textContent).toBe('Content')
    await leave()
    await expect.poll(() => onClose.mock.calls.length).toBe(index + 1)
    expect(find('.dialog p')).toBeNull()
  }
})

it('a dialog that is opened anew right after it was closed stays open', async () => {
  const [open, setOpen] = createSignal(true)
  show(() => (
    <Dialog open={open()} title="Title" closeLabel="Close" onClose={() => setOpen(false)}>
      <p>Content</p>
    </Dialog>
  ))
  const closed = new Promise((resolve) =>
    find('.dialog')?.addEventListener('close', resolve, { once: true }),
  )
  setOpen(false)
  setOpen(true)
  await closed
  expect(find('.dialog[open] p')?.textContent).toBe('Content')
})

it('a question that is confirmed is closed before it is acted on', async () => {
  const story: string[] = []
  const [open, setOpen] = createSignal(true)
  show(() => (
    <ConfirmDialog
      open={open()}
      title="Delete it?"
      text="It can’t be taken back."
      confirm="Delete"
      cancel="Keep it"
      onConfirm={() => story.push('deleted')}
      onClose={() => {
        story.push('closed')
        setOpen(false)
      }}
    />
  ))
  await userEvent.click(find('[data-kind=danger]') ?? document.body)
  expect(find('.dialog[open]')).toBeNull()
  await new Promise((resolve) => requestAnimationFrame(resolve))
  expect(story).toEqual(['closed', 'deleted'])
})
