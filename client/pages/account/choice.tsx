import type { Belongings } from '../../state/account/membership.ts'
import { ActionLine } from '../../ui/action-line.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { accountWords } from '../../words/late/account.ts'
import { settingsWords } from '../../words/late/settings.ts'

/** What becomes of what is here, where the device belongs to an account of its own. */
export function AccountChoice(props: {
  open: boolean
  onChoose(belongings: Belongings): void
  onClose(): void
}) {
  const said = () => accountWords().choice
  function choose(belongings: Belongings): void {
    props.onClose()
    props.onChoose(belongings)
  }
  return (
    <Dialog
      open={props.open}
      title={said().title}
      closeLabel={settingsWords().cancel}
      onClose={props.onClose}
    >
      <div class="dialog-text">
        <p>{said().text}</p>
      </div>
      <ActionLine text={said().along} hint={said().alongHint}>
        <Button kind="primary" label={said().along} onPress={() => choose('along')}>
          {accountWords().keep.signIn}
        </Button>
      </ActionLine>
      <ActionLine text={said().stay} hint={said().stayHint}>
        <Button label={said().stay} onPress={() => choose('stay')}>
          {accountWords().keep.signIn}
        </Button>
      </ActionLine>
    </Dialog>
  )
}
