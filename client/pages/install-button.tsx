import { createSignal, Show } from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import type { Steps } from '../state/install/way.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { IconName } from '../ui/icon.tsx'
import { StepList } from '../ui/step-list.tsx'
import { words } from '../words/words.ts'

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
export function InstallButton(props: { app: AppState }) {
  const [shown, setShown] = createSignal(false)
  const steps = () => {
    const way = props.app.install.way()
    return way === 'prompt' ? undefined : way
  }
  return (
    <Show when={props.app.install.way()}>
      <Show
        when={steps()}
        fallback={
          <Button kind="primary" onPress={() => void props.app.install.ask()}>
            {words().install.install}
          </Button>
        }
      >
        {(steps) => (
          <>
            <Button onPress={() => setShown(true)}>{words().install.how}</Button>
            <Dialog
              open={shown()}
              title={words().install.title}
              closeLabel={words().install.close}
              onClose={() => setShown(false)}
            >
              <StepList
                steps={words().install.steps[steps()].map((text, index) => ({
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
