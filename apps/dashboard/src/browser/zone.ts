/** Name of the reader's time zone as it is at an instant: "CET", "GMT+3". */
export function zoneName(ms: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(ms);
  return parts.find(part => part.type === 'timeZoneName')?.value ?? 'local';
}

/** "25 Jan, 15:00" in the reader's zone. */
export function localClock(ms: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(ms);
}

/** Which clock the address of the page asks for. */
export function clockOf(address: string): 'utc' | 'local' {
  return new URL(address, location.href).searchParams.get('clock') === 'local' ? 'local' : 'utc';
}
