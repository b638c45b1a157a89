DROP INDEX "contributions_subject_day";--> statement-breakpoint
ALTER TABLE "report_days" ADD COLUMN "text_key" integer;--> statement-breakpoint
ALTER TABLE "report_days_past" ADD COLUMN "text_key" integer;--> statement-breakpoint
CREATE INDEX "coded_events_danger" ON "coded_events" USING btree ("report_id","type","until_position","position") WHERE status = 'coded' and (type in ('THREATEN', 'MOBILIZE', 'ASSAULT') or (type = 'COERCE' and data ->> 'mode' = 'seize'));--> statement-breakpoint
CREATE INDEX "report_days_demo" ON "report_days" USING btree ("report_id") WHERE demo;--> statement-breakpoint
CREATE INDEX "report_days_past_countries" ON "report_days_past" USING gin ("countries") WHERE countries <> '{}';--> statement-breakpoint
CREATE INDEX "contributions_subject_day" ON "contributions" USING btree ("subject","event_day","position","story","stories","confidence","conflict","cooperation","quad","scope");
--> statement-breakpoint
CREATE OR REPLACE FUNCTION create_as_of(live text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  past text := live || '_as_of';
  p text := '(SELECT current_setting(''tensiometer.as_of'')::bigint)';
  report_columns text := 'report_id, source_id, received_position, received_at, published_day, published_at, outlet, outlet_family, demo, outcome, reason, language, countries, outcome_position, earliest_event_day, withdrawn_position, changed_position, named, text_key';
BEGIN
  EXECUTE format('CREATE SCHEMA %I', past);
  EXECUTE format('CREATE VIEW %I.contributions AS SELECT * FROM %I.contributions WHERE position <= %s', past, live, p);
  EXECUTE format('CREATE VIEW %I.coded_events AS SELECT coded_event_id, status, report_id, position, seq, type, event_day, subjects, data, '
    || 'CASE WHEN until_position <= %s THEN until_position END AS until_position, original, corrections, added FROM %I.coded_events WHERE position <= %s', past, p, live, p);
  EXECUTE format('CREATE VIEW %I.corrections AS SELECT correction_id, report_id, position, recorded_at, user_id, correction, '
    || 'CASE WHEN undone_position <= %s THEN undone_position END AS undone_position, CASE WHEN undone_position <= %s THEN undone END AS undone '
    || 'FROM %I.corrections WHERE position <= %s', past, p, p, live, p);
  EXECUTE format('CREATE VIEW %I.report_prints AS SELECT * FROM %I.report_prints WHERE position <= %s', past, live, p);
  EXECUTE format('CREATE VIEW %I.story_members AS SELECT coded_event_id, from_position, CASE WHEN until_position <= %s THEN until_position END AS until_position, '
    || 'story, key, day, at, report_id, source, outlet_family, since_position, since_seq, confidence, strength, lemmas FROM %I.story_members WHERE from_position <= %s', past, p, live, p);
  EXECUTE format('CREATE VIEW %I.subject_days AS SELECT subject, event_day AS day, sum(conflict)::bigint AS conflict, sum(cooperation)::bigint AS cooperation, '
    || 'sum(stories)::integer AS stories FROM %I.contributions WHERE position <= %s GROUP BY subject, event_day HAVING sum(stories) <> 0', past, live, p);
  EXECUTE format('CREATE VIEW %I.report_days AS SELECT %s FROM %I.report_days WHERE changed_position <= %s '
    || 'UNION ALL SELECT %s FROM %I.report_days_past WHERE changed_position <= %s AND until_position > %s', past, report_columns, live, p, report_columns, live, p, p);
  EXECUTE format('CREATE VIEW %I.report_days_past AS SELECT * FROM %I.report_days_past WHERE until_position <= %s', past, live, p);
  EXECUTE format('CREATE VIEW %I.thresholds AS SELECT threshold_id, version, position, subject, data FROM %I.thresholds WHERE position <= %s '
    || 'UNION ALL SELECT threshold_id, version, position, subject, data FROM %I.thresholds_past WHERE position <= %s AND until_position > %s', past, live, p, live, p, p);
  EXECUTE format('CREATE VIEW %I.thresholds_past AS SELECT * FROM %I.thresholds_past WHERE until_position <= %s', past, live, p);
  EXECUTE format('CREATE VIEW %I.alerts AS SELECT alert_id, threshold_id, subject, raised_position, raised_at, data, '
    || 'CASE WHEN cleared_position <= %s THEN cleared_position END AS cleared_position, CASE WHEN cleared_position <= %s THEN cleared_at END AS cleared_at, '
    || 'CASE WHEN cleared_position <= %s THEN cleared_reason END AS cleared_reason FROM %I.alerts WHERE raised_position <= %s', past, p, p, p, live, p);
END;
$$;
--> statement-breakpoint
DROP SCHEMA public_as_of CASCADE;
--> statement-breakpoint
SELECT create_as_of('public');
