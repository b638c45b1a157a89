/**
 * The definitions once more, as plainly as they can be written: every reading from all rows and reports, a day at a time.
 * It shares nothing with the program, so that both can be wrong only apart.
 */
export type World = {
  rows: { subject: string; day: number; conflict: number; cooperation: number; quad: number; scope: string }[];
  reports: { published: number; first: number; counted: boolean; read: boolean; countries: string[]; text: string }[];
  /** Coded events in force, with the attention of their story and every country that they concern. */
  events: {
    subjects: string[];
    day: number;
    published: number;
    text: string;
    type: string;
    mode: string | null;
    score: number;
    p: number;
    attention: number;
  }[];
};

export function reference(
  { rows, reports, events }: World,
  indicator: string,
  subject: string,
  day: number,
): number | null {
  const covers = (at: number) =>
    reports.some(
      r =>
        r.counted &&
        r.first <= at &&
        at < r.published + 14 &&
        (subject === 'world' || subject.split('-').every(c => r.countries.includes(c))),
    );
  if (!covers(day)) return null;
  const own = rows.filter(row => row.subject === subject);
  const mass = (some: typeof rows, side: 'conflict' | 'cooperation', h: number) =>
    some
      .filter(r => r.day <= day && day - r.day <= 20 * h)
      .reduce((sum, r) => sum + (r[side] / 1000) * 2 ** (-(day - r.day) / h), 0);
  const left = (some: typeof rows) => Math.max(0, mass(some, 'conflict', 7) - 0.3 * mass(some, 'cooperation', 7));
  const shape = (r: number) => Math.min(1, Math.log(1 + r / 2) / Math.log(501));
  const on = (at: number, side: 'conflict' | 'cooperation') =>
    own.filter(r => r.day === at).reduce((sum, r) => sum + r[side] / 1000, 0);
  const [c30, k30] = [mass(own, 'conflict', 30), mass(own, 'cooperation', 30)];
  if (indicator === 'tension') return 100 * shape(left(own));
  if (indicator === 'conflict' || indicator === 'cooperation') return on(day, indicator);
  if (indicator === 'conflict-share') return (c30 + 5) / (c30 + k30 + 10);
  if (indicator === 'deeds-share')
    return c30 < 5e-7
      ? null
      : mass(
          own.filter(r => r.quad === 4),
          'conflict',
          30,
        ) / c30;
  const days = Array.from({ length: day - Math.min(day, ...reports.map(r => r.first)) + 1 }, (_, i) => day - i)
    .reverse()
    .filter(covers);
  if (indicator === 'escalation') {
    const x = days.map(at => Math.log(1 + on(at, 'conflict')));
    if (x.length <= 30) return null;
    const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
    let m = mean(x.slice(0, 30));
    let v = mean(x.slice(0, 30).map(it => (it - m) ** 2));
    const a = 1 - 2 ** (-1 / 60);
    const z = x.slice(30).map(it => {
      const [diff, spread] = [it - m, Math.max(Math.sqrt(v), 0.35)];
      m += a * diff;
      v = (1 - a) * (v + a * diff * diff);
      return diff / spread;
    });
    return z.at(-1) ?? null;
  }
  if (indicator === 'peak-severity') {
    const sure = events.filter(
      e =>
        e.subjects.includes(subject) &&
        e.day <= day &&
        day - e.day < 7 &&
        e.score < 0 &&
        (e.p >= 0.85 || (e.p >= 0.6 && e.attention >= 2)),
    );
    return sure.length === 0 ? null : Math.max(...sure.map(e => -e.score / 10));
  }
  if (indicator === 'stress') {
    const pairs = [...new Set(rows.map(r => r.subject))].filter(s => s.includes('-') && s.split('-').includes(subject));
    const e = shape(pairs.reduce((sum, pair) => sum + left(rows.filter(r => r.subject === pair)), 0));
    return 100 * (1 - (1 - e) * (1 - shape(left(own.filter(r => r.scope === 'domestic')))));
  }
  const wanted =
    {
      threat: ['THREATEN', 'MOBILIZE'],
      act: ['ASSAULT', 'COERCE'],
      'threat-act': ['THREATEN', 'MOBILIZE', 'ASSAULT', 'COERCE'],
    }[indicator] ?? [];
  const share = (at: number) => {
    const read = new Set(reports.filter(r => r.read && r.published === at).map(r => r.text));
    const told = events.filter(
      e =>
        e.published === at &&
        wanted.includes(e.type) &&
        (e.type !== 'COERCE' || e.mode === 'seize') &&
        (subject === 'world' || e.subjects.includes(subject)),
    );
    return read.size === 0 ? null : new Set(told.map(e => e.text)).size / read.size;
  };
  const last = Math.max(day, ...reports.map(r => r.published + 13));
  const all = Array.from({ length: last - Math.min(...reports.map(r => r.first)) + 1 }, (_, i) => last - i).reverse();
  const first = all.flatMap(at => (covers(at) && share(at) !== null ? [share(at) ?? 0] : [])).slice(0, 90);
  const baseline = first.reduce((a, b) => a + b, 0) / first.length;
  const today = share(day);
  return first.length < 7 || baseline === 0 || today === null ? null : (100 * today) / baseline;
}
