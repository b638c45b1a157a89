import type pg from 'pg';

export type Shape = { reports: number; subjects: number; days: number; lastDay: string };

/**
 * Fills log, inbox and views with what `reports` of one act each leave behind: two entries of the log, a row of the
 * inbox, an event with its story, and four rows of the ledger. Pairs are drawn unevenly, as news are: the busiest has
 * about a twentieth of all, half of them less than ten. Everything follows from the numbers, so that two runs are alike.
 */
export async function fill(
  client: pg.Client,
  { reports, subjects, days, lastDay }: Shape,
  codes: readonly string[],
): Promise<void> {
  const ask = (text: string, values: unknown[] = []) => client.query(text, values);
  await ask('begin');
  await ask(`set local session_replication_role = replica`);
  await ask(`create temp table code (n int primary key, code text) on commit drop`);
  await ask(`insert into code select n, code from unnest($1::text[]) with ordinality as c(code, n)`, [codes]);
  // Pairs of countries that are in the news often come first.
  await ask(
    `create temp table pair on commit drop as
       select row_number() over (order by a.n * b.n, a.n) as n, least(a.code, b.code) as a, greatest(a.code, b.code) as b
       from code a join code b on a.n < b.n order by a.n * b.n, a.n limit $1`,
    [subjects - codes.length - 1],
  );
  await ask('create index on pair (n)');
  // u is even in [0, 1); its cube draws the first pairs often.
  await ask(
    `create temp table act on commit drop as
       select i, md5('report' || i)::uuid as report_id, md5('act' || i)::uuid as event_id, p.a, p.b,
         ($3::date - ($2 - 1) + (i::bigint * $2 / $1)::int)::date as published,
         ($3::date - ($2 - 1) + (i::bigint * $2 / $1)::int - (hashint4(i) & 1))::date as day,
         'Outlet ' || 1 + (hashint4(i + 7) & 1023) % 200 as outlet, 500 + (hashint4(i + 3) & 511) % 500 as confidence,
         (array['ASSAULT','ACCUSE','THREATEN','SANCTION','AGREE','CONSULT','SUPPORT','REJECT'])[1 + (hashint4(i + 5) & 7)] as type,
         (array[-9.5,-3,-3.5,-6,2.5,2.5,5,-2]::float[])[1 + (hashint4(i + 5) & 7)] as score, (array[4,3,3,4,1,1,1,3])[1 + (hashint4(i + 5) & 7)] as quad
       from generate_series(1, $1::int) i
       join pair p on p.n = 1 + floor((select count(*) from pair) * power((hashint4(i) & 1048575) / 1048576.0, 3))::int`,
    [reports, days, lastDay],
  );
  await ask(
    `insert into sources (source_id, name, declares_outlets, demo) values ('22222222-2222-5222-8222-222222222222', 'bench', true, false)`,
  );
  await ask(
    `insert into events (position, event_id, stream_id, stream_version, type, schema_version, occurred_at, recorded_at, content_hash, data, meta, seal)
       select 2 * i - 1 + k, md5('event' || i || '-' || k)::uuid, 'report-' || report_id, 1 + k, (array['ReportReceived','ReportCoded'])[1 + k], 1,
         published + interval '12 hours', published + interval '12 hours' + (i % 1000) * interval '1 ms', '', '{}', '{}', ''
       from act cross join generate_series(0, 1) k`,
  );
  await ask(
    `insert into reports (report_id, source_id, content_hash, raw, content_type, title, text, title_length, published_at, outlet, tags, flags, received_at, status, next_enqueue_at)
       select report_id, '22222222-2222-5222-8222-222222222222', decode(md5('' || i), 'hex'), '', 'application/json', 'Report ' || i,
         'Report ' || i || E'\\n\\n' || repeat('On that day something happened between ' || a || ' and ' || b || '. ', 12), length('Report ' || i), published::text,
         jsonb_build_object('name', outlet), '{}', '{}', published + interval '12 hours', 'coded', published from act`,
  );
  await ask(
    `insert into report_days (report_id, source_id, received_position, received_at, published_day, published_at, outlet, outlet_family, demo, outcome, language, countries,
         outcome_position, earliest_event_day, changed_position)
       select report_id, '22222222-2222-5222-8222-222222222222', 2 * i - 1, published + interval '12 hours', published, published + interval '10 hours', outlet, outlet, false, 'coded', 'en',
         array[a, b], 2 * i, day, 2 * i from act`,
  );
  await ask(
    `insert into report_days_past (report_id, until_position, source_id, received_position, received_at, published_day, published_at, outlet, outlet_family, demo, outcome, language, changed_position)
       select report_id, 2 * i, '22222222-2222-5222-8222-222222222222', 2 * i - 1, published + interval '12 hours', published, published + interval '10 hours', outlet, outlet, false,
         'pending', 'en', 2 * i - 1 from act`,
  );
  await ask(
    `insert into contributions (position, seq, subject, event_day, event_at, conflict, cooperation, stories, reason, story, report_id, coded_event_id, type, quad, factuality, confidence,
         scope, non_state, source, outlet_family)
       select 2 * i, k, (array[a || '-' || b, a, b, 'world'])[1 + k], day, day::timestamptz, case when score < 0 then round(-score * confidence) else 0 end,
         case when score > 0 then round(score * confidence) else 0 end, 1, 'coded', event_id, report_id, event_id, type, quad, 'realised', confidence,
         (array['dyad','foreign','foreign','world'])[1 + k], false, '22222222-2222-5222-8222-222222222222', outlet
       from act cross join generate_series(0, 3) k`,
  );
  await ask(
    `insert into subject_days (subject, day, conflict, cooperation, stories)
       select subject, event_day, sum(conflict), sum(cooperation), sum(stories) from contributions group by 1, 2`,
  );
  await ask(
    `insert into coded_events (coded_event_id, status, report_id, position, seq, type, event_day, subjects, data)
       select event_id, 'coded', report_id, 2 * i, 0, type, day, array[a || '-' || b, a, b, 'world'], jsonb_build_object('id', event_id, 'type', type, 'mode', null, 'cameo', null,
         'context', '[]'::jsonb, 'quad', quad, 'score', score, 'goldstein', null, 'reciprocal', false, 'magnitude', null, 'location', null, 'date', day, 'datePrecision', 'day',
         'dateSource', 'explicit', 'factuality', 'realised', 'tense', 'past', 'attribution', null, 'lemmas', '[]'::jsonb,
         'actors', jsonb_build_array(jsonb_build_object('span', jsonb_build_object('start', 40, 'end', 43), 'country', a, 'sector', 'GOV', 'entity', null, 'how', 'direct')),
         'recipients', jsonb_build_array(jsonb_build_object('span', jsonb_build_object('start', 48, 'end', 51), 'country', b, 'sector', 'GOV', 'entity', null, 'how', 'direct')),
         'confidence', jsonb_build_object('type', .9, 'actor', .9, 'recipient', .9, 'date', .9, 'overall', confidence / 1000.0),
         'evidence', jsonb_build_array(jsonb_build_object('start', 30, 'end', 38, 'role', 'trigger', 'rule', 'bench', 'weight', 1)))
       from act`,
  );
  await ask(
    `insert into story_members (coded_event_id, from_position, story, key, day, at, report_id, source, outlet_family, since_position, since_seq, confidence, strength, lemmas)
       select event_id, 2 * i, event_id, type || '|' || a || '|' || b, day, day::timestamptz, report_id, '22222222-2222-5222-8222-222222222222', outlet, 2 * i, 0, confidence, score * confidence, ''
       from act`,
  );
  await ask(
    `update projections set position = 2 * $1, last_event_id = md5('event' || $1 || '-1')::uuid where name = 'views' and status = 'live'`,
    [reports],
  );
  await ask('commit');
  await ask('vacuum analyze');
}
