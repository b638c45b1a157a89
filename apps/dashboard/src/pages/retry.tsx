/** Reads a failed report again; the answer appears beside the button. */
export function Retry({ reportId, title }: { reportId: string; title: string }) {
  return (
    <span class="command-line">
      <button
        type="button"
        class="btn needs-script"
        data-method="POST"
        data-action={`/api/v1/reports/${encodeURIComponent(reportId)}/retry`}
        data-said="It is being read again."
        data-once
      >
        Retry<span class="vh"> reading {title}</span>
      </button>
      <span class="said" role="status" />
    </span>
  );
}
