DROP INDEX "subject_request_queue";--> statement-breakpoint
DROP INDEX "subject_request_assigned";--> statement-breakpoint
ALTER TABLE "subject_request" ADD COLUMN "labels" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "subject_request" ADD COLUMN "late_until" text;--> statement-breakpoint
CREATE INDEX "subject_request_open" ON "subject_request" USING btree ("answer_by","id","nominal_by","need","assigned_to","right","channel","labels") WHERE open = true;--> statement-breakpoint
CREATE INDEX "subject_request_owner" ON "subject_request" USING btree ("assigned_to","answer_by","id") WHERE open = true;--> statement-breakpoint
CREATE INDEX "subject_request_late" ON "subject_request" USING btree ("late_until") WHERE late_until is not null;--> statement-breakpoint
-- Words to search by can be made again (`inzage queue index`), so the table is made anew.
DROP TABLE "search_word";--> statement-breakpoint
CREATE TABLE "search_word" (
	"word" text NOT NULL,
	"received_at" text NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "search_word_word_received_at_request_id_pk" PRIMARY KEY("word","received_at","request_id")
);
--> statement-breakpoint
CREATE INDEX "search_word_request" ON "search_word" USING btree ("request_id");
