/** Says that demo rows are shown; the hatch is the sign of the demo everywhere. */
export function DemoMark({ words = 'Demo' }: { words?: string }) {
  return (
    <span class="demo-mark">
      <i aria-hidden="true" />
      {words}
    </span>
  );
}
