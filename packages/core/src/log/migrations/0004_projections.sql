CREATE TABLE "projections" (
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"schema" text NOT NULL,
	"status" text NOT NULL,
	"code" text NOT NULL,
	"position" bigint NOT NULL,
	"last_event_id" uuid,
	"epoch" integer NOT NULL,
	CONSTRAINT "projections_name_version_pk" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "report_days_past" (
	"report_id" uuid NOT NULL,
	"until_position" bigint NOT NULL,
	"source_id" uuid NOT NULL,
	"received_position" bigint NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"published_day" date NOT NULL,
	"published_at" timestamp with time zone,
	"outlet" text NOT NULL,
	"outlet_family" text NOT NULL,
	"demo" boolean NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"language" text,
	"countries" text[] DEFAULT '{}' NOT NULL,
	"outcome_position" bigint,
	"earliest_event_day" date,
	"withdrawn_position" bigint,
	"changed_position" bigint NOT NULL,
	CONSTRAINT "report_days_past_report_id_until_position_pk" PRIMARY KEY("report_id","until_position")
);
--> statement-breakpoint
CREATE TABLE "thresholds_past" (
	"threshold_id" text NOT NULL,
	"until_position" bigint NOT NULL,
	"version" integer NOT NULL,
	"position" bigint NOT NULL,
	"subject" text NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "thresholds_past_threshold_id_until_position_pk" PRIMARY KEY("threshold_id","until_position")
);
--> statement-breakpoint
ALTER TABLE "report_days" ADD COLUMN "changed_position" bigint;--> statement-breakpoint
UPDATE "report_days" SET "changed_position" = greatest(received_position, outcome_position, withdrawn_position);--> statement-breakpoint
ALTER TABLE "report_days" ALTER COLUMN "changed_position" SET NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "projections_live" ON "projections" USING btree ("name") WHERE status = 'live';--> statement-breakpoint
CREATE INDEX "report_days_past_until" ON "report_days_past" USING btree ("until_position");;
--> statement-breakpoint
-- The views of a schema as they stood at a position, in a schema of their own: the same tables by the same names, so that
-- every question can be asked of them. The position is the setting tensiometer.as_of.
CREATE FUNCTION create_as_of(live text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  past text := live || '_as_of';
  p text := '(SELECT current_setting(''tensiometer.as_of'')::bigint)';
  report_columns text := 'report_id, source_id, received_position, received_at, published_day, published_at, outlet, outlet_family, demo, outcome, reason, language, countries, outcome_position, earliest_event_day, withdrawn_position, changed_position';
BEGIN
  EXECUTE format('CREATE SCHEMA %I', past);
  EXECUTE format('CREATE VIEW %I.contributions AS SELECT * FROM %I.contributions WHERE position <= %s', past, live, p);
  EXECUTE format('CREATE VIEW %I.coded_events AS SELECT * FROM %I.coded_events WHERE position <= %s', past, live, p);
  EXECUTE format('CREATE VIEW %I.subject_days AS SELECT subject, event_day AS day, sum(conflict)::bigint AS conflict, sum(cooperation)::bigint AS cooperation, '
    || 'sum(CASE WHEN reason = ''withdrawn'' THEN -1 ELSE 1 END)::integer AS rows FROM %I.contributions WHERE position <= %s '
    || 'GROUP BY subject, event_day HAVING sum(CASE WHEN reason = ''withdrawn'' THEN -1 ELSE 1 END) <> 0', past, live, p);
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
-- Names of the tables that are a fold of the log.
CREATE FUNCTION view_tables() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['contributions', 'subject_days', 'report_days', 'report_days_past', 'coded_events', 'thresholds', 'thresholds_past', 'alerts']
$$;
--> statement-breakpoint
-- Empty tables of the views in a schema of their own, like those of public, which are the pattern and the first version.
-- They have their keys and no other index: index_views makes those once the log was folded, which is much faster.
CREATE FUNCTION create_views(schema text) RETURNS void LANGUAGE plpgsql AS $$
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
  PERFORM create_as_of(schema);
END;
$$;
--> statement-breakpoint
CREATE FUNCTION index_views(schema text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  pattern record;
BEGIN
  FOR pattern IN
    SELECT i.indexname AS name, i.tablename AS view, i.indexdef AS definition FROM pg_indexes i
      JOIN pg_index x ON x.indexrelid = format('public.%I', i.indexname)::regclass
      WHERE i.schemaname = 'public' AND i.tablename = ANY (view_tables()) AND NOT x.indisprimary
  LOOP
    EXECUTE replace(replace(pattern.definition, format('ON public.%I', pattern.view), format('ON %I.%I', schema, pattern.view)),
      'INDEX ' || quote_ident(pattern.name), 'INDEX IF NOT EXISTS ' || quote_ident(pattern.name));
  END LOOP;
END;
$$;
--> statement-breakpoint
SELECT create_as_of('public');
--> statement-breakpoint
-- What was folded before there were versions is the first one, by code of no name: the next start folds it again.
INSERT INTO projections (name, version, schema, status, code, position, last_event_id, epoch)
  SELECT 'views', 1, 'public', 'live', '', coalesce(max(position), 0), (array_agg(last_event_id))[1], 0 FROM checkpoints WHERE name = 'views';
