import { Show } from 'solid-js'
import type { AppState } from '../state/app-state.ts'
import { Notice } from '../ui/notice.tsx'
import { words } from '../words/words.ts'
import { InstallButton } from './install-button.tsx'

/** A quiet card at the end of the list, once the person has come to stay. */
export function InstallOffer(props: { app: AppState }) {
  return (
    <Show when={props.app.install.isOffered()}>
      <div class="install-offer">
        <Notice
          tone="plain"
          icon="install"
          title={words().install.title}
          dismissLabel={words().install.later}
          onDismiss={props.app.install.dismiss}
        >
          <p>{words().install.text}</p>
          <div class="buttons">
            <InstallButton app={props.app} />
          </div>
        </Notice>
      </div>
    </Show>
  )
}
