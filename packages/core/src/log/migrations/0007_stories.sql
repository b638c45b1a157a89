CREATE TABLE "report_prints" (
	"report_id" uuid PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"minhash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "story_members" (
	"coded_event_id" uuid NOT NULL,
	"from_position" bigint NOT NULL,
	"until_position" bigint,
	"story" uuid NOT NULL,
	"key" text NOT NULL,
	"day" date NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"report_id" uuid NOT NULL,
	"source" uuid NOT NULL,
	"outlet_family" text NOT NULL,
	"since_position" bigint NOT NULL,
	"since_seq" integer NOT NULL,
	"confidence" integer NOT NULL,
	"strength" double precision NOT NULL,
	"lemmas" "bytea" NOT NULL,
	CONSTRAINT "story_members_coded_event_id_from_position_pk" PRIMARY KEY("coded_event_id","from_position")
);
--> statement-breakpoint
ALTER TABLE "subject_days" RENAME COLUMN "rows" TO "stories";--> statement-breakpoint
DROP INDEX "contributions_source";--> statement-breakpoint
ALTER TABLE "coded_events" ADD COLUMN "until_position" bigint;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "stories" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "story_members_key_day" ON "story_members" USING btree ("key","day");--> statement-breakpoint
CREATE INDEX "story_members_story" ON "story_members" USING btree ("story");
--> statement-breakpoint
-- The past of the tables as they are now.
CREATE OR REPLACE FUNCTION create_as_of(live text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  past text := live || '_as_of';
  p text := '(SELECT current_setting(''tensiometer.as_of'')::bigint)';
  report_columns text := 'report_id, source_id, received_position, received_at, published_day, published_at, outlet, outlet_family, demo, outcome, reason, language, countries, outcome_position, earliest_event_day, withdrawn_position, changed_position';
BEGIN
  EXECUTE format('CREATE SCHEMA %I', past);
  EXECUTE format('CREATE VIEW %I.contributions AS SELECT * FROM %I.contributions WHERE position <= %s', past, live, p);
  EXECUTE format('CREATE VIEW %I.coded_events AS SELECT coded_event_id, status, report_id, position, seq, type, event_day, subjects, data, '
    || 'CASE WHEN until_position <= %s THEN until_position END AS until_position FROM %I.coded_events WHERE position <= %s', past, p, live, p);
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
CREATE OR REPLACE FUNCTION view_tables() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['contributions', 'subject_days', 'report_days', 'report_days_past', 'coded_events', 'report_prints', 'story_members', 'thresholds', 'thresholds_past', 'alerts']
$$;
--> statement-breakpoint
-- Indexes that the fold itself looks things up by, which it needs from the first event on.
CREATE FUNCTION fold_indexes() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['coded_events_report', 'story_members_key_day', 'story_members_story']
$$;
--> statement-breakpoint
-- Makes the indexes of public in another schema: all, or those of the given names.
CREATE FUNCTION index_views(schema text, names text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  pattern record;
BEGIN
  FOR pattern IN
    SELECT i.indexname AS name, i.tablename AS view, i.indexdef AS definition FROM pg_indexes i
      JOIN pg_index x ON x.indexrelid = format('public.%I', i.indexname)::regclass
      WHERE i.schemaname = 'public' AND i.tablename = ANY (view_tables()) AND NOT x.indisprimary AND (names IS NULL OR i.indexname = ANY (names))
  LOOP
    EXECUTE replace(replace(pattern.definition, format('ON public.%I', pattern.view), format('ON %I.%I', schema, pattern.view)),
      'INDEX ' || quote_ident(pattern.name), 'INDEX IF NOT EXISTS ' || quote_ident(pattern.name));
  END LOOP;
END;
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION index_views(schema text) RETURNS void LANGUAGE sql AS $$
  SELECT index_views(schema, NULL)
$$;
--> statement-breakpoint
-- Empty tables of the views, with their keys and the indexes of the fold: index_views makes the others once the log was folded.
CREATE OR REPLACE FUNCTION create_views(schema text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  view text;
  key text;
BEGIN
  EXECUTE format('CREATE SCHEMA %I', schema);
  FOREACH view IN ARRAY view_tables() LOOP
    EXECUTE format('CREATE TABLE %I.%I (LIKE public.%I INCLUDING ALL EXCLUDING INDEXES)', schema, view, view);
    SELECT pg_get_constraintdef(oid) INTO STRICT key FROM pg_constraint WHERE conrelid = format('public.%I', view)::regclass AND contype = 'p';
    EXECUTE format('ALTER TABLE %I.%I ADD %s', schema, view, key);
  END LOOP;
  PERFORM index_views(schema, fold_indexes());
  PERFORM create_as_of(schema);
END;
$$;
--> statement-breakpoint
DROP SCHEMA public_as_of CASCADE;
--> statement-breakpoint
SELECT create_as_of('public');
