CREATE TABLE "audit_head" (
	"id" bigint PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"entry" text NOT NULL,
	"type" text NOT NULL,
	"request" text,
	"ts" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_payload" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"salt" "bytea" NOT NULL,
	"payload" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_node" (
	"level" bigint NOT NULL,
	"idx" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_node_level_idx_pk" PRIMARY KEY("level","idx")
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoint" (
	"size" bigint PRIMARY KEY NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subject" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"key" text NOT NULL,
	"language" text NOT NULL,
	"theme" text NOT NULL,
	"created_at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"language" text NOT NULL,
	"theme" text NOT NULL,
	"totp_sealed" "bytea",
	"totp_step" bigint,
	"created_at" text NOT NULL,
	"disabled_at" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"audience" text NOT NULL,
	"person_id" text NOT NULL,
	"created_at" text NOT NULL,
	"expires_at" text NOT NULL,
	"used_at" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempt" (
	"id" text PRIMARY KEY NOT NULL,
	"audience" text NOT NULL,
	"address_tag" text NOT NULL,
	"person_id" text,
	"session_id" text,
	"code_hash" text NOT NULL,
	"created_at" text NOT NULL,
	"expires_at" text NOT NULL,
	"tries" bigint NOT NULL,
	"code_used_at" text,
	"done_at" text
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"audience" text NOT NULL,
	"person_id" text NOT NULL,
	"device" text NOT NULL,
	"created_at" text NOT NULL,
	"seen_at" text NOT NULL,
	"expires_at" text NOT NULL,
	"proven_at" text NOT NULL,
	"ended_at" text
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"since" text NOT NULL,
	"hits" bigint NOT NULL,
	"expires_at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "look_purpose" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"request_id" text NOT NULL,
	"purpose" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "look" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"request_id" text,
	"staff_id" text NOT NULL,
	"role" text NOT NULL,
	"part" text NOT NULL,
	"purpose" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subject_request" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"right" text NOT NULL,
	"subject_id" text NOT NULL,
	"channel" text NOT NULL,
	"scope" jsonb NOT NULL,
	"received_at" text NOT NULL,
	"assigned_to" text,
	"answered_at" text,
	"closed_at" text,
	"answer_by" text NOT NULL,
	"nominal_by" text NOT NULL,
	"need" text NOT NULL,
	"open" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_pause" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"kind" text NOT NULL,
	"from_day" text NOT NULL,
	"until_day" text,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_extension" (
	"request_id" text PRIMARY KEY NOT NULL,
	"notice_day" text NOT NULL,
	"months" bigint NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_note" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"text" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_review" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"category" text NOT NULL,
	"found" bigint NOT NULL,
	"since" text NOT NULL,
	"released_by" text,
	"released_at" text
);
--> statement-breakpoint
CREATE TABLE "export" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"scope" jsonb NOT NULL,
	"language" text NOT NULL,
	"wanted_at" text NOT NULL,
	"due_at" text NOT NULL,
	"attempts" bigint NOT NULL,
	"lease_owner" text,
	"lease_until" text,
	"fence" bigint NOT NULL,
	"started_fence" bigint,
	"trouble" text,
	"replaces" text,
	"built_at" text,
	"failed_at" text,
	"cancelled_at" text,
	"file" text,
	"bytes" bigint,
	"sha256" text,
	"items" bigint,
	"failed_parts" bigint,
	"expires_at" text,
	"extended_at" text,
	"downloaded_at" text,
	"removed_at" text
);
--> statement-breakpoint
CREATE TABLE "export_part" (
	"id" text PRIMARY KEY NOT NULL,
	"export_id" text NOT NULL,
	"source" text NOT NULL,
	"category" text NOT NULL,
	"expected" bigint,
	"found" bigint NOT NULL,
	"started_at" text,
	"done_at" text,
	"error" text,
	"left_out" text
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"request_id" text,
	"to" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"language" text NOT NULL,
	"created_at" text NOT NULL,
	"due_at" text NOT NULL,
	"expires_at" text,
	"attempts" bigint NOT NULL,
	"lease_owner" text,
	"lease_until" text,
	"fence" bigint NOT NULL,
	"trouble" text,
	"sent_at" text,
	"failed_at" text
);
--> statement-breakpoint
CREATE INDEX "audit_entry_request" ON "audit_entry" USING btree ("request","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "subject_key" ON "subject" USING btree ("source","key");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree ("email");--> statement-breakpoint
CREATE INDEX "sign_in_attempt_expires" ON "sign_in_attempt" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "session_token" ON "session" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("audience","person_id");--> statement-breakpoint
CREATE INDEX "rate_limit_expires" ON "rate_limit" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "look_purpose_once" ON "look_purpose" USING btree ("session_id","request_id");--> statement-breakpoint
CREATE INDEX "look_subject" ON "look" USING btree ("subject_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "subject_request_reference" ON "subject_request" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "subject_request_subject" ON "subject_request" USING btree ("subject_id","received_at");--> statement-breakpoint
CREATE INDEX "subject_request_queue" ON "subject_request" USING btree ("open","answer_by","id");--> statement-breakpoint
CREATE INDEX "subject_request_assigned" ON "subject_request" USING btree ("open","assigned_to","answer_by","id");--> statement-breakpoint
CREATE INDEX "subject_request_answered" ON "subject_request" USING btree ("answered_at","id");--> statement-breakpoint
CREATE INDEX "request_pause_request" ON "request_pause" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "request_note_request" ON "request_note" USING btree ("request_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "request_review_category" ON "request_review" USING btree ("request_id","category");--> statement-breakpoint
CREATE INDEX "export_request" ON "export" USING btree ("request_id","wanted_at");--> statement-breakpoint
CREATE INDEX "export_subject" ON "export" USING btree ("subject_id","wanted_at");--> statement-breakpoint
CREATE INDEX "export_due" ON "export" USING btree ("built_at","failed_at","cancelled_at","due_at");--> statement-breakpoint
CREATE INDEX "export_expires" ON "export" USING btree ("removed_at","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "export_part_once" ON "export_part" USING btree ("export_id","source","category");--> statement-breakpoint
CREATE INDEX "mail_due" ON "mail" USING btree ("sent_at","failed_at","due_at");