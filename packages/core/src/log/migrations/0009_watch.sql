CREATE TABLE "alert_evidence" (
	"event_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"alert_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"sentence" text,
	"trigger_start" integer NOT NULL,
	"trigger_end" integer NOT NULL,
	CONSTRAINT "alert_evidence_event_id_seq_pk" PRIMARY KEY("event_id","seq")
);
--> statement-breakpoint
CREATE TABLE "watch_positions" (
	"name" text PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "watch_states" (
	"threshold_id" text NOT NULL,
	"subject" text NOT NULL,
	"version" integer NOT NULL,
	"alert_id" uuid,
	"raised" integer NOT NULL,
	"state" jsonb NOT NULL,
	"measure" text NOT NULL,
	CONSTRAINT "watch_states_threshold_id_subject_pk" PRIMARY KEY("threshold_id","subject")
);
--> statement-breakpoint
CREATE INDEX "alert_evidence_alert" ON "alert_evidence" USING btree ("alert_id");--> statement-breakpoint
CREATE INDEX "alert_evidence_report" ON "alert_evidence" USING btree ("report_id");