CREATE TABLE "correction" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"request_id" text,
	"source" text NOT NULL,
	"table_id" text NOT NULL,
	"item_key" text NOT NULL,
	"column_id" text NOT NULL,
	"mode" text NOT NULL,
	"was" jsonb,
	"wanted" jsonb,
	"because" text NOT NULL,
	"asked_at" text NOT NULL,
	"confirmed_at" text,
	"stop_hash" text,
	"stopped_at" text,
	"due_at" text,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"lease_until" text,
	"fence" bigint DEFAULT 0 NOT NULL,
	"applied_at" text,
	"trouble" text,
	"trouble_at" text,
	"undo_until" text,
	"undone_at" text,
	"outcome" text,
	"ground" text,
	"reason" text DEFAULT '' NOT NULL,
	"decided_by" text,
	"decided_at" text,
	"values_gone_at" text
);
--> statement-breakpoint
CREATE TABLE "statement" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"correction_id" text,
	"source" text NOT NULL,
	"table_id" text NOT NULL,
	"item_key" text NOT NULL,
	"column_id" text,
	"text" text NOT NULL,
	"at" text NOT NULL,
	"removed_at" text
);
--> statement-breakpoint
CREATE TABLE "freeze" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"cause" text NOT NULL,
	"from_at" text NOT NULL,
	"until_at" text NOT NULL,
	"ended_at" text
);
--> statement-breakpoint
CREATE TABLE "restriction" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"request_id" text,
	"cause_id" text,
	"ground" text NOT NULL,
	"category" text,
	"purpose" text,
	"source" text,
	"table_id" text,
	"item_key" text,
	"column_id" text,
	"since" text NOT NULL,
	"notice_at" text,
	"lifts_on" text,
	"lift_reason" text DEFAULT '' NOT NULL,
	"lifted_at" text,
	"lifted_by" text
);
--> statement-breakpoint
CREATE TABLE "objection" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"purpose" text NOT NULL,
	"request_id" text,
	"situation" text NOT NULL,
	"at" text NOT NULL,
	"withdrawn_at" text,
	"outcome" text,
	"decided_at" text,
	"decided_by" text,
	"balancing" jsonb
);
--> statement-breakpoint
CREATE TABLE "obedience" (
	"subject_id" text NOT NULL,
	"source" text NOT NULL,
	"barred" jsonb NOT NULL,
	"wanted_at" text NOT NULL,
	"done_at" text,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"due_at" text,
	"trouble" text,
	CONSTRAINT "obedience_subject_id_source_pk" PRIMARY KEY("subject_id","source")
);
--> statement-breakpoint
CREATE TABLE "choice_text" (
	"id" text PRIMARY KEY NOT NULL,
	"language" text NOT NULL,
	"shown" jsonb NOT NULL,
	"first_at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent_choice" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"purpose" text NOT NULL,
	"given" boolean NOT NULL,
	"at" text NOT NULL,
	"way" text NOT NULL,
	"text_id" text NOT NULL,
	"gpc" boolean NOT NULL,
	"source_done_at" text,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"due_at" text,
	"trouble" text
);
--> statement-breakpoint
CREATE TABLE "cookie_choice" (
	"id" text PRIMARY KEY NOT NULL,
	"visitor_hash" text NOT NULL,
	"subject_id" text,
	"site" text NOT NULL,
	"given" jsonb NOT NULL,
	"gpc" boolean NOT NULL,
	"text_id" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"request_id" text,
	"cause" text NOT NULL,
	"cause_id" text NOT NULL,
	"recipient" text NOT NULL,
	"recipient_id" text,
	"categories" jsonb NOT NULL,
	"way" text NOT NULL,
	"created_at" text NOT NULL,
	"due_at" text,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"lease_until" text,
	"fence" bigint DEFAULT 0 NOT NULL,
	"mail_id" text,
	"sent_at" text,
	"acknowledged_at" text,
	"impossible_at" text,
	"disproportionate_at" text,
	"reason" text DEFAULT '' NOT NULL,
	"by" text,
	"failed_at" text,
	"trouble" text
);
--> statement-breakpoint
CREATE TABLE "notice_try" (
	"id" text PRIMARY KEY NOT NULL,
	"notice_id" text NOT NULL,
	"at" text NOT NULL,
	"status" bigint,
	"trouble" text,
	"milliseconds" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "correction_subject" ON "correction" USING btree ("subject_id","asked_at");--> statement-breakpoint
CREATE INDEX "correction_request" ON "correction" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "correction_item" ON "correction" USING btree ("subject_id","source","table_id","item_key","column_id");--> statement-breakpoint
CREATE INDEX "correction_due" ON "correction" USING btree ("due_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "correction_stop" ON "correction" USING btree ("stop_hash");--> statement-breakpoint
CREATE INDEX "correction_values" ON "correction" USING btree ("values_gone_at","undo_until");--> statement-breakpoint
CREATE INDEX "statement_item" ON "statement" USING btree ("subject_id","source","table_id","item_key");--> statement-breakpoint
CREATE INDEX "freeze_subject" ON "freeze" USING btree ("subject_id","until_at");--> statement-breakpoint
CREATE INDEX "restriction_subject" ON "restriction" USING btree ("subject_id","lifted_at");--> statement-breakpoint
CREATE INDEX "restriction_cause" ON "restriction" USING btree ("cause_id");--> statement-breakpoint
CREATE INDEX "restriction_lifts" ON "restriction" USING btree ("lifts_on","lifted_at");--> statement-breakpoint
CREATE INDEX "objection_subject" ON "objection" USING btree ("subject_id","purpose","at");--> statement-breakpoint
CREATE INDEX "objection_request" ON "objection" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "objection_open" ON "objection" USING btree ("outcome","withdrawn_at","at");--> statement-breakpoint
CREATE INDEX "obedience_due" ON "obedience" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "consent_choice_subject" ON "consent_choice" USING btree ("subject_id","at","id");--> statement-breakpoint
CREATE INDEX "consent_choice_due" ON "consent_choice" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "cookie_choice_visitor" ON "cookie_choice" USING btree ("visitor_hash","at");--> statement-breakpoint
CREATE INDEX "cookie_choice_subject" ON "cookie_choice" USING btree ("subject_id","at");--> statement-breakpoint
CREATE INDEX "cookie_choice_at" ON "cookie_choice" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "notice_once" ON "notice" USING btree ("cause_id","recipient");--> statement-breakpoint
CREATE INDEX "notice_subject" ON "notice" USING btree ("subject_id","created_at");--> statement-breakpoint
CREATE INDEX "notice_due" ON "notice" USING btree ("due_at","id");--> statement-breakpoint
CREATE INDEX "notice_open" ON "notice" USING btree ("sent_at","acknowledged_at","impossible_at","disproportionate_at","created_at");--> statement-breakpoint
CREATE INDEX "notice_try_notice" ON "notice_try" USING btree ("notice_id","at");