import type { AppState } from '../../state/app-state.ts'
import { makeReport, type Report, reportText } from '../../state/connection/report.ts'
import { pageVersion, readStorage } from '../../state/connection/surroundings.ts'
import { saveFile } from '../../state/save-file.ts'
import { Button } from '../../ui/button.tsx'
import { Group } from '../../ui/group.tsx'
import { diagnosticsWords } from '../../words/late/diagnostics.ts'

/** All of this page as text and as a file, for whoever is to find the fault. */
export function DiagnosticsReport(props: { app: AppState }) {
  const said = () => diagnosticsWords()

  async function report(): Promise<Report> {
    const { app } = props
    const { insight, host, restarts } = app.diagnosis
    return makeReport({
      at: Date.now(),
      status: app.status(),
      conditions: app.conditions(),
      insight: insight(),
      host: host(),
      restarts: restarts(),
      workerVersion: app.market.worker()?.version,
      pageVersion,
      userAgent: navigator.userAgent,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      storage: await readStorage(),
      transitions: app.market.transitions(),
    })
  }

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(reportText(await report()))
      props.app.toast.show({ text: said().copied })
    } catch {
      props.app.toast.show({ text: said().copyFailed })
    }
  }

  async function download(): Promise<void> {
    try {
      const made = await report()
      const name = `ebb-diagnostics-${made.at.replace(/[:.]/g, '-')}.json`
      await saveFile(new File([JSON.stringify(made, null, 1)], name, { type: 'application/json' }))
    } catch {
      props.app.toast.show({ text: said().downloadFailed })
    }
  }

  return (
    <Group title={said().report} note={said().reportNote}>
      <div class="buttons">
        <Button kind="primary" icon="copy" onPress={() => void copy()}>
          {said().copy}
        </Button>
        <Button icon="download" onPress={() => void download()}>
          {said().download}
        </Button>
      </div>
    </Group>
  )
}
