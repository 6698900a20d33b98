CREATE TABLE "audit_cosignature" (
	"size" bigint NOT NULL,
	"witness" text NOT NULL,
	"line" text NOT NULL,
	"at" text NOT NULL,
	CONSTRAINT "audit_cosignature_size_witness_pk" PRIMARY KEY("size","witness")
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"name" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" jsonb NOT NULL,
	"created_at" text NOT NULL,
	"used_at" text
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"created_at" text NOT NULL,
	"used_at" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_challenge" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"audience" text NOT NULL,
	"person_id" text,
	"secret" text NOT NULL,
	"next_path" text NOT NULL,
	"created_at" text NOT NULL,
	"expires_at" text NOT NULL,
	"used_at" text
);
--> statement-breakpoint
CREATE TABLE "request_identity" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"method" text NOT NULL,
	"sure" boolean NOT NULL,
	"note" text NOT NULL,
	"by" text,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letter" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"arrived_at" text NOT NULL,
	"filed_at" text NOT NULL,
	"filed_by" text,
	"subject_id" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"address" text NOT NULL,
	"language" text NOT NULL,
	"on_behalf" text,
	"behalf_name" text,
	"authority" text,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "received_file" (
	"id" text PRIMARY KEY NOT NULL,
	"letter_id" text,
	"request_id" text,
	"message_id" text,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"by" text,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviewed_item" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"category" text NOT NULL,
	"source" text NOT NULL,
	"table_id" text NOT NULL,
	"item_key" text NOT NULL,
	"digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hidden_value" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"category" text NOT NULL,
	"source" text NOT NULL,
	"table_id" text NOT NULL,
	"item_key" text NOT NULL,
	"column_id" text,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" text NOT NULL,
	"lifted_at" text,
	"lifted_by" text
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"category" text,
	"item" text,
	"outcome" text NOT NULL,
	"ground" text,
	"reason" text NOT NULL,
	"would_change" text NOT NULL,
	"until_day" text,
	"by" text NOT NULL,
	"at" text NOT NULL,
	"replaced_at" text
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"plan_hash" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" text NOT NULL,
	"decided_by" text,
	"decided_at" text,
	"approved" boolean,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_message" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"from_whom" text NOT NULL,
	"staff_id" text,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"at" text NOT NULL,
	"read_at" text
);
--> statement-breakpoint
CREATE TABLE "letter_draft" (
	"request_id" text PRIMARY KEY NOT NULL,
	"language" text NOT NULL,
	"text" text NOT NULL,
	"by" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "answer" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"language" text NOT NULL,
	"outcome" text NOT NULL,
	"text" text NOT NULL,
	"plan_hash" text NOT NULL,
	"by" text NOT NULL,
	"queued_at" text NOT NULL,
	"goes_at" text NOT NULL,
	"taken_back_at" text,
	"sent_at" text,
	"way" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "second_look" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"text" text NOT NULL,
	"asked_at" text NOT NULL,
	"answer_by" text NOT NULL,
	"taken_by" text,
	"outcome" text,
	"reason" text NOT NULL,
	"decided_by" text,
	"decided_at" text
);
--> statement-breakpoint
CREATE TABLE "letter_template" (
	"id" text PRIMARY KEY NOT NULL,
	"right" text NOT NULL,
	"outcome" text NOT NULL,
	"language" text NOT NULL,
	"text" text NOT NULL,
	"by" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_label" (
	"request_id" text NOT NULL,
	"label" text NOT NULL,
	"at" text NOT NULL,
	CONSTRAINT "request_label_request_id_label_pk" PRIMARY KEY("request_id","label")
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_word" (
	"word" text NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "search_word_word_request_id_pk" PRIMARY KEY("word","request_id")
);
--> statement-breakpoint
CREATE TABLE "presence" (
	"request_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"seen_at" text NOT NULL,
	CONSTRAINT "presence_request_id_staff_id_pk" PRIMARY KEY("request_id","staff_id")
);
--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "oidc_subject" text;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "shortcuts" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "subject_request" ADD COLUMN "letter_id" text;--> statement-breakpoint
ALTER TABLE "subject_request" ADD COLUMN "merged_into" text;--> statement-breakpoint
ALTER TABLE "request_extension" ADD COLUMN "ground" text DEFAULT 'complexity' NOT NULL;--> statement-breakpoint
ALTER TABLE "request_review" ADD COLUMN "salt" "bytea";--> statement-breakpoint
CREATE INDEX "passkey_staff" ON "passkey" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "recovery_code_staff" ON "recovery_code" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "sign_in_challenge_expires" ON "sign_in_challenge" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "request_identity_request" ON "request_identity" USING btree ("request_id","at");--> statement-breakpoint
CREATE INDEX "letter_subject" ON "letter" USING btree ("subject_id","arrived_at");--> statement-breakpoint
CREATE INDEX "letter_filed" ON "letter" USING btree ("filed_at","id");--> statement-breakpoint
CREATE INDEX "received_file_letter" ON "received_file" USING btree ("letter_id","at");--> statement-breakpoint
CREATE INDEX "received_file_request" ON "received_file" USING btree ("request_id","at");--> statement-breakpoint
CREATE INDEX "received_file_message" ON "received_file" USING btree ("message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reviewed_item_once" ON "reviewed_item" USING btree ("request_id","category","source","table_id","item_key");--> statement-breakpoint
CREATE INDEX "hidden_value_request" ON "hidden_value" USING btree ("request_id","category");--> statement-breakpoint
CREATE INDEX "decision_request" ON "decision" USING btree ("request_id","at");--> statement-breakpoint
CREATE INDEX "approval_request" ON "approval" USING btree ("request_id","asked_at");--> statement-breakpoint
CREATE INDEX "request_message_request" ON "request_message" USING btree ("request_id","at");--> statement-breakpoint
CREATE INDEX "answer_request" ON "answer" USING btree ("request_id","queued_at");--> statement-breakpoint
CREATE INDEX "answer_goes" ON "answer" USING btree ("sent_at","taken_back_at","goes_at");--> statement-breakpoint
CREATE INDEX "second_look_request" ON "second_look" USING btree ("request_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "letter_template_once" ON "letter_template" USING btree ("right","outcome","language");--> statement-breakpoint
CREATE INDEX "request_label_label" ON "request_label" USING btree ("label","request_id");--> statement-breakpoint
CREATE INDEX "saved_view_staff" ON "saved_view" USING btree ("staff_id","at");--> statement-breakpoint
CREATE INDEX "search_word_request" ON "search_word" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_oidc" ON "staff" USING btree ("oidc_subject");--> statement-breakpoint
CREATE INDEX "subject_request_letter" ON "subject_request" USING btree ("letter_id");