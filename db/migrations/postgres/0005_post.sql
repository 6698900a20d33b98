ALTER TABLE "mail" ADD COLUMN "settled_at" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "resent_as" text;--> statement-breakpoint
CREATE INDEX "mail_failed" ON "mail" USING btree ("settled_at","failed_at","id");