import { createSignal, For } from 'solid-js'
import type { AppState } from '../../state/app-state.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Button, type ButtonKind, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Group, LinkLine } from '../../ui/group.tsx'
import { Menu } from '../../ui/menu.tsx'
import { PaletteSample } from '../../ui/palette-sample.tsx'
import { RadioList } from '../../ui/radio-list.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { Slider } from '../../ui/slider.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Part } from './part.tsx'

const kinds: readonly ButtonKind[] = ['primary', 'plain', 'quiet', 'danger']
const three = [
  { value: 'one', text: 'One' },
  { value: 'two', text: 'Two' },
  { value: 'three', text: 'Three' },
] as const
type Choice = (typeof three)[number]['value']

/** What is pressed, written in, switched and chosen. */
export function UiControls(props: { app: AppState }) {
  const [chosen, setChosen] = createSignal<Choice>('one')
  const [text, setText] = createSignal('61,837.60')
  const say = (text: string) => () => props.app.toast.show({ text })
  const choice = { options: three, onChoose: setChosen }
  return (
    <>
      <Part name="Buttons">
        <div class="buttons">
          <For each={kinds}>
            {(kind) => (
              <Button kind={kind} onPress={say(kind)}>
                {kind}
              </Button>
            )}
          </For>
          <Button icon="download" onPress={say('with a drawing')}>
            with a drawing
          </Button>
          <Button disabled>disabled</Button>
          <FileButton accept=".json" onChoose={(file) => say(file.name)()}>
            a file
          </FileButton>
          <IconButton icon="edit" label="Edit" onPress={say('Edit')} />
          <IconButton icon="star" label="Star" pressed onPress={say('Star')} />
          <Menu
            label="More"
            items={[
              { text: 'Rename', icon: 'edit', run: say('Rename') },
              { text: 'By name', chosen: true, run: say('By name') },
              { text: 'By price', chosen: false, run: say('By price') },
              { text: 'Delete', icon: 'remove', danger: true, run: say('Delete') },
              { text: 'Not now', disabled: true, run: () => {} },
            ]}
          />
        </div>
      </Part>
      <Part name="Fields">
        <TextField
          label="Price"
          value={text()}
          onInput={setText}
          keys="decimal"
          unit="USDT"
          hint="As you would write it"
        />
        <TextField
          label="Amount"
          value="12,,3"
          onInput={() => {}}
          problem="This is no number. Write it as 12.3"
        />
        <Select label="Choice" value={chosen()} hint="The browser’s own list" {...choice} />
      </Part>
      <UiGroup onDo={say('Done')} />
    </>
  )
}

function UiGroup(props: { onDo(): void }) {
  const [chosen, setChosen] = createSignal<Choice>('one')
  const [on, setOn] = createSignal(true)
  const [volume, setVolume] = createSignal(60)
  const choice = { options: three, onChoose: setChosen }
  return (
    <Group title="A group" note="What must be known of all of it">
      <Switch label="Switched on" hint="What it does" on={on()} onSwitch={setOn} />
      <div class="setting">
        <h3>One of a few</h3>
        <Segmented label="One of a few" value={chosen()} {...choice} />
      </div>
      <RadioList
        label="One of several"
        value={chosen()}
        onChoose={setChosen}
        options={three.map((option) => ({
          ...option,
          hint: 'What it means',
          sample: <PaletteSample palette="blue-orange" up="+1.2%" down="−1.2%" />,
        }))}
      />
      <div class="setting">
        <Slider
          label="How much"
          min={0}
          max={100}
          step={5}
          value={volume()}
          text={`${volume()}%`}
          onSlide={setVolume}
        />
      </div>
      <ActionLine text="Something to do" hint="What it does">
        <Button onPress={props.onDo}>Do it</Button>
      </ActionLine>
      <LinkLine href="/settings" text="Another page" hint="What is there" value="12" />
    </Group>
  )
}
