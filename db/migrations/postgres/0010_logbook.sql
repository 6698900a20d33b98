CREATE TABLE "audit_check" (
	"id" bigint PRIMARY KEY NOT NULL,
	"run" text NOT NULL,
	"staff_id" text NOT NULL,
	"started_at" text NOT NULL,
	"beat_at" text NOT NULL,
	"done" bigint NOT NULL,
	"total" bigint NOT NULL,
	"finished_at" text,
	"verdict" jsonb
);
--> statement-breakpoint
CREATE INDEX "audit_entry_ts" ON "audit_entry" USING btree ("ts","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_type" ON "audit_entry" USING btree ("type","ts","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_actor" ON "audit_entry" USING btree (split_part(entry, '"', 10),"ts","seq");