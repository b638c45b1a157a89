CREATE TABLE "events" (
	"position" bigint PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"stream_id" text NOT NULL,
	"stream_version" integer NOT NULL,
	"type" text NOT NULL,
	"schema_version" smallint NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"data" jsonb NOT NULL,
	"meta" jsonb NOT NULL,
	CONSTRAINT "events_event_id_unique" UNIQUE("event_id"),
	CONSTRAINT "events_stream_version" UNIQUE("stream_id","stream_version")
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"key_hash" "bytea" PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"scopes" text[] NOT NULL,
	"source_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"report_id" uuid PRIMARY KEY NOT NULL,
	"source_id" uuid NOT NULL,
	"external_id" text,
	"content_hash" "bytea" NOT NULL,
	"raw" "bytea" NOT NULL,
	"content_type" text NOT NULL,
	"title" text,
	"text" text NOT NULL,
	"title_length" integer NOT NULL,
	"url" text,
	"published_at" text,
	"language" text,
	"outlet" jsonb,
	"tags" text[] NOT NULL,
	"meta" jsonb,
	"flags" text[] NOT NULL,
	"received_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"claimed_until" timestamp with time zone,
	"enqueue_count" integer DEFAULT 0 NOT NULL,
	"next_enqueue_at" timestamp with time zone NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"source_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"declares_outlets" boolean NOT NULL,
	"demo" boolean NOT NULL,
	"withdrawn" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "streams" (
	"stream_id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"user_id" text PRIMARY KEY NOT NULL,
	"password_hash" text
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"alert_id" uuid PRIMARY KEY NOT NULL,
	"threshold_id" text NOT NULL,
	"subject" text NOT NULL,
	"raised_position" bigint NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"cleared_position" bigint,
	"cleared_at" timestamp with time zone,
	"cleared_reason" text
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"last_event_id" uuid
);
--> statement-breakpoint
CREATE TABLE "coded_events" (
	"coded_event_id" uuid NOT NULL,
	"status" text NOT NULL,
	"report_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"event_day" date,
	"subjects" text[] NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "coded_events_position_seq_pk" PRIMARY KEY("position","seq")
);
--> statement-breakpoint
CREATE TABLE "contributions" (
	"position" bigint NOT NULL,
	"seq" integer NOT NULL,
	"subject" text NOT NULL,
	"event_day" date NOT NULL,
	"event_at" timestamp with time zone NOT NULL,
	"conflict" integer NOT NULL,
	"cooperation" integer NOT NULL,
	"reason" text NOT NULL,
	"story" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"coded_event_id" uuid NOT NULL,
	"type" text NOT NULL,
	"mode" text,
	"quad" smallint NOT NULL,
	"factuality" text NOT NULL,
	"confidence" integer NOT NULL,
	"scope" text NOT NULL,
	"non_state" boolean NOT NULL,
	"source" uuid NOT NULL,
	"outlet_family" text NOT NULL,
	CONSTRAINT "contributions_position_seq_pk" PRIMARY KEY("position","seq")
);
--> statement-breakpoint
CREATE TABLE "report_days" (
	"report_id" uuid PRIMARY KEY NOT NULL,
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
	"withdrawn_position" bigint
);
--> statement-breakpoint
CREATE TABLE "subject_days" (
	"subject" text NOT NULL,
	"day" date NOT NULL,
	"conflict" bigint NOT NULL,
	"cooperation" bigint NOT NULL,
	"rows" integer NOT NULL,
	CONSTRAINT "subject_days_subject_day_pk" PRIMARY KEY("subject","day")
);
--> statement-breakpoint
CREATE TABLE "thresholds" (
	"threshold_id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"position" bigint NOT NULL,
	"subject" text NOT NULL,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "events_recorded_at" ON "events" USING brin ("recorded_at");--> statement-breakpoint
CREATE UNIQUE INDEX "reports_external_id" ON "reports" USING btree ("source_id","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "reports_content" ON "reports" USING btree ("source_id","content_hash");--> statement-breakpoint
CREATE INDEX "reports_pending" ON "reports" USING btree ("next_enqueue_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "reports_received_at" ON "reports" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("threshold_id") WHERE cleared_position is null;--> statement-breakpoint
CREATE INDEX "coded_events_report" ON "coded_events" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "coded_events_day" ON "coded_events" USING btree ("event_day");--> statement-breakpoint
CREATE INDEX "coded_events_subjects" ON "coded_events" USING gin ("subjects");--> statement-breakpoint
CREATE INDEX "contributions_subject_day" ON "contributions" USING btree ("subject","event_day");--> statement-breakpoint
CREATE INDEX "contributions_source" ON "contributions" USING btree ("source");--> statement-breakpoint
CREATE INDEX "report_days_countries" ON "report_days" USING gin ("countries");--> statement-breakpoint
CREATE INDEX "report_days_published" ON "report_days" USING btree ("published_day");--> statement-breakpoint
CREATE INDEX "subject_days_day" ON "subject_days" USING btree ("day");