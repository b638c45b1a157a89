/** Says that demo rows are shown; the hatch is the sign of the demo everywhere. */
export function DemoMark({ words = 'Demo', small = false }: { words?: string; small?: boolean }) {
  return (
    <span class="demo-mark">
      <i aria-hidden="true" />
      {small ? <span class="vh">{words}</span> : words}
    </span>
  );
}
