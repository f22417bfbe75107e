import type { Install } from '../../state/install/install.ts'
import { Notice } from '../../ui/notice.tsx'
import { installWords } from '../../words/late/install.ts'
import { InstallButton } from './button.tsx'

/** A quiet card at the end of the list, once the person has come to stay. */
export function InstallOffer(props: { install: Install }) {
  return (
    <div class="install-offer">
      <Notice
        tone="plain"
        icon="install"
        title={installWords().title}
        dismissLabel={installWords().later}
        onDismiss={props.install.dismiss}
      >
        <p>{installWords().text}</p>
        <div class="buttons">
          <InstallButton install={props.install} />
        </div>
      </Notice>
    </div>
  )
}
