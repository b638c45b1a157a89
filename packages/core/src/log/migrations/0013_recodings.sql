CREATE TABLE "recodings" (
	"coder" text NOT NULL,
	"report_id" uuid NOT NULL,
	"coding" jsonb NOT NULL,
	"coded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "recodings_coder_report_id_pk" PRIMARY KEY("coder","report_id")
);
