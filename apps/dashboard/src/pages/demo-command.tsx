/** The button that loads the demo, and the place where its answer appears. */
export function LoadDemo({ primary = false }: { primary?: boolean }) {
  return (
    <p class="command-line">
      <button
        type="button"
        class={`btn needs-script${primary ? ' primary' : ''}`}
        data-method="POST"
        data-action="/api/v1/demo"
        data-then="overview"
        data-said="The demo is arriving. Its reports are read one after another; pages fill as they come."
      >
        Load the demo
      </button>
      <noscript>Loading the demo needs scripts to be on.</noscript>
      <span class="said" role="status" />
    </p>
  );
}
