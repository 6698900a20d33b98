ALTER TABLE `mail` ADD `settled_at` text;--> statement-breakpoint
ALTER TABLE `mail` ADD `resent_as` text;--> statement-breakpoint
CREATE INDEX `mail_failed` ON `mail` (`settled_at`,`failed_at`,`id`);