/** Full address that a report is pushed to. */
function pushAddress(ingestUrl: string): string {
  return `${ingestUrl.replace(/\/+$/, '').replace(/\/v1\/reports$/, '')}/v1/reports`;
}

/** A ready command for the shell that pushes one report. */
function pushCommand(ingestUrl: string): string {
  const report = {
    title: 'Envoys meet after a week of strikes',
    text: 'The foreign minister of Iraq met the ambassador of the United States in Baghdad on Monday.',
    outlet: 'Example Post',
  };
  return [
    `curl ${pushAddress(ingestUrl)} \\`,
    "  -H 'content-type: application/json' \\",
    '  -H "authorization: Bearer $KEY" \\',
    `  -d '${JSON.stringify(report)}'`,
  ].join('\n');
}

/** How to push a report: the command, and where its key stands. */
export function PushHow({ ingestUrl }: { ingestUrl: string }) {
  return (
    <>
      <p class="command-row">
        <code class="command" id="push-command" tabindex={0}>
          {pushCommand(ingestUrl)}
        </code>
        <button type="button" class="btn needs-script" data-copy="push-command">
          Copy
        </button>
      </p>
      <p class="note">
        <code>$KEY</code> is the key of the source <b>local</b>. It was printed where the server started, and it stands
        in the file <code>keys</code> of the data folder.
      </p>
    </>
  );
}
