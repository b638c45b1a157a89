CREATE TABLE "channel_secrets" (
	"channel_id" text PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"channel_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"place" text NOT NULL,
	"template" text,
	"send_resolved" boolean NOT NULL,
	"version" integer NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"disabled" text,
	"removed" boolean DEFAULT false NOT NULL,
	"refreshed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "message_tries" (
	"message_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"try" integer NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"took_ms" integer NOT NULL,
	"outcome" text NOT NULL,
	"status" integer,
	"answer" text NOT NULL,
	"request" jsonb NOT NULL,
	CONSTRAINT "message_tries_pk" PRIMARY KEY("message_id","round","try")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"channel_id" text NOT NULL,
	"kind" text NOT NULL,
	"formed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"anchor_position" bigint NOT NULL,
	"notice" text,
	"user_id" text,
	"status" text DEFAULT 'pending' NOT NULL,
	"reason" text,
	"round" integer DEFAULT 0 NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"first_try_at" timestamp with time zone,
	"next_try_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"claimed_by" uuid,
	"claimed_until" timestamp with time zone,
	"enqueue_count" integer DEFAULT 0 NOT NULL,
	"next_enqueue_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"notification_id" uuid PRIMARY KEY NOT NULL,
	"alert_id" uuid NOT NULL,
	"transition_id" uuid NOT NULL,
	"channel_id" text NOT NULL,
	"step" text NOT NULL,
	"position" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"message_id" uuid,
	CONSTRAINT "notifications_once" UNIQUE("alert_id","transition_id","channel_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "messages_one_at_a_time" ON "messages" USING btree ("channel_id") WHERE status = 'pending' and kind = 'alerts';--> statement-breakpoint
CREATE INDEX "messages_pending" ON "messages" USING btree ("next_enqueue_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "messages_channel" ON "messages" USING btree ("channel_id","formed_at");--> statement-breakpoint
CREATE INDEX "notifications_pending" ON "notifications" USING btree ("channel_id","position") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "notifications_message" ON "notifications" USING btree ("message_id") WHERE message_id is not null;