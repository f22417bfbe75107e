import { createSignal, Show } from 'solid-js'
import type { Install } from '../../state/install/install.ts'
import type { Steps } from '../../state/install/way.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { StepList } from '../../ui/step-list.tsx'
import { installWords } from '../../words/late/install.ts'

/** The drawing on the button that each step is about, where it has one. */
const icons: Record<Steps, readonly (IconName | undefined)[]> = {
  apple: ['share', 'add', 'check'],
  'apple-26': ['share', 'add', 'check'],
  'apple-other': ['share', 'add', 'check'],
  firefox: ['more', 'install', 'check'],
  samsung: ['more', 'add', 'check'],
  mac: ['more', 'add', 'check'],
}

/** Lets the browser ask, or shows what to do where it can't; nothing where the app can't be installed. */
export function InstallButton(props: { install: Install }) {
  const [shown, setShown] = createSignal(false)
  const steps = () => {
    const way = props.install.way()
    return way === 'prompt' ? undefined : way
  }
  return (
    <Show when={props.install.way()}>
      <Show
        when={steps()}
        fallback={
          <Button kind="primary" onPress={() => void props.install.ask()}>
            {installWords().install}
          </Button>
        }
      >
        {(steps) => (
          <>
            <Button onPress={() => setShown(true)}>{installWords().how}</Button>
            <Dialog
              open={shown()}
              title={installWords().title}
              closeLabel={installWords().close}
              onClose={() => setShown(false)}
            >
              <StepList
                steps={installWords().steps[steps()].map((text, index) => ({
                  text,
                  icon: icons[steps()][index],
                }))}
              />
            </Dialog>
          </>
        )}
      </Show>
    </Show>
  )
}
