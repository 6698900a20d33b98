CREATE TABLE `many_opened` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`window` text NOT NULL,
	`people` integer NOT NULL,
	`slot` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `many_opened_once` ON `many_opened` (`staff_id`,`window`,`slot`);--> statement-breakpoint
CREATE INDEX `many_opened_at` ON `many_opened` (`at`);--> statement-breakpoint
CREATE INDEX `look_staff` ON `look` (`staff_id`,`at`);