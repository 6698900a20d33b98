CREATE TABLE `audit_check` (
	`id` integer PRIMARY KEY NOT NULL,
	`run` text NOT NULL,
	`staff_id` text NOT NULL,
	`started_at` text NOT NULL,
	`beat_at` text NOT NULL,
	`done` integer NOT NULL,
	`total` integer NOT NULL,
	`finished_at` text,
	`verdict` text
);
--> statement-breakpoint
CREATE INDEX `audit_entry_ts` ON `audit_entry` (`ts`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_entry_type` ON `audit_entry` (`type`,`ts`,`seq`);--> statement-breakpoint
-- By hand: the generator takes an expression apart at its commas. It is `actorIn` of db/dialect.ts.
CREATE INDEX `audit_entry_actor` ON `audit_entry` (substr(entry, instr(entry, '"ref":"') + 7, instr(entry, '"},"') - instr(entry, '"ref":"') - 7),`ts`,`seq`);