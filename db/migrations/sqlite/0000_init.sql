CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`size` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_entry` (
	`seq` integer PRIMARY KEY NOT NULL,
	`entry` text NOT NULL,
	`type` text NOT NULL,
	`request` text,
	`ts` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_entry_request` ON `audit_entry` (`request`,`seq`);--> statement-breakpoint
CREATE TABLE `audit_payload` (
	`seq` integer PRIMARY KEY NOT NULL,
	`salt` blob NOT NULL,
	`payload` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_node` (
	`level` integer NOT NULL,
	`idx` integer NOT NULL,
	`hash` blob NOT NULL,
	PRIMARY KEY(`level`, `idx`)
);
--> statement-breakpoint
CREATE TABLE `audit_checkpoint` (
	`size` integer PRIMARY KEY NOT NULL,
	`note` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `subject` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`key` text NOT NULL,
	`language` text NOT NULL,
	`theme` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subject_key` ON `subject` (`source`,`key`);--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`language` text NOT NULL,
	`theme` text NOT NULL,
	`totp_sealed` blob,
	`totp_step` integer,
	`created_at` text NOT NULL,
	`disabled_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_email` ON `staff` (`email`);--> statement-breakpoint
CREATE TABLE `sign_in_link` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`audience` text NOT NULL,
	`person_id` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`used_at` text
);
--> statement-breakpoint
CREATE TABLE `sign_in_attempt` (
	`id` text PRIMARY KEY NOT NULL,
	`audience` text NOT NULL,
	`address_tag` text NOT NULL,
	`person_id` text,
	`session_id` text,
	`code_hash` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`tries` integer NOT NULL,
	`code_used_at` text,
	`done_at` text
);
--> statement-breakpoint
CREATE INDEX `sign_in_attempt_expires` ON `sign_in_attempt` (`expires_at`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`audience` text NOT NULL,
	`person_id` text NOT NULL,
	`device` text NOT NULL,
	`created_at` text NOT NULL,
	`seen_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`proven_at` text NOT NULL,
	`ended_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token` ON `session` (`token_hash`);--> statement-breakpoint
CREATE INDEX `session_person` ON `session` (`audience`,`person_id`);--> statement-breakpoint
CREATE TABLE `rate_limit` (
	`key` text PRIMARY KEY NOT NULL,
	`since` text NOT NULL,
	`hits` integer NOT NULL,
	`expires_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rate_limit_expires` ON `rate_limit` (`expires_at`);--> statement-breakpoint
CREATE TABLE `look_purpose` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`request_id` text NOT NULL,
	`purpose` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `look_purpose_once` ON `look_purpose` (`session_id`,`request_id`);--> statement-breakpoint
CREATE TABLE `look` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_id` text NOT NULL,
	`request_id` text,
	`staff_id` text NOT NULL,
	`role` text NOT NULL,
	`part` text NOT NULL,
	`purpose` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `look_subject` ON `look` (`subject_id`,`at`);--> statement-breakpoint
CREATE TABLE `subject_request` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`right` text NOT NULL,
	`subject_id` text NOT NULL,
	`channel` text NOT NULL,
	`scope` text NOT NULL,
	`received_at` text NOT NULL,
	`assigned_to` text,
	`answered_at` text,
	`closed_at` text,
	`answer_by` text NOT NULL,
	`nominal_by` text NOT NULL,
	`need` text NOT NULL,
	`open` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subject_request_reference` ON `subject_request` (`reference`);--> statement-breakpoint
CREATE INDEX `subject_request_subject` ON `subject_request` (`subject_id`,`received_at`);--> statement-breakpoint
CREATE INDEX `subject_request_queue` ON `subject_request` (`open`,`answer_by`,`id`);--> statement-breakpoint
CREATE INDEX `subject_request_assigned` ON `subject_request` (`open`,`assigned_to`,`answer_by`,`id`);--> statement-breakpoint
CREATE INDEX `subject_request_answered` ON `subject_request` (`answered_at`,`id`);--> statement-breakpoint
CREATE TABLE `request_pause` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`kind` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `request_pause_request` ON `request_pause` (`request_id`);--> statement-breakpoint
CREATE TABLE `request_extension` (
	`request_id` text PRIMARY KEY NOT NULL,
	`notice_day` text NOT NULL,
	`months` integer NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `request_note` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`text` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `request_note_request` ON `request_note` (`request_id`,`at`);--> statement-breakpoint
CREATE TABLE `request_review` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`category` text NOT NULL,
	`found` integer NOT NULL,
	`since` text NOT NULL,
	`released_by` text,
	`released_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `request_review_category` ON `request_review` (`request_id`,`category`);--> statement-breakpoint
CREATE TABLE `export` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`subject_id` text NOT NULL,
	`scope` text NOT NULL,
	`language` text NOT NULL,
	`wanted_at` text NOT NULL,
	`due_at` text NOT NULL,
	`attempts` integer NOT NULL,
	`lease_owner` text,
	`lease_until` text,
	`fence` integer NOT NULL,
	`started_fence` integer,
	`trouble` text,
	`replaces` text,
	`built_at` text,
	`failed_at` text,
	`cancelled_at` text,
	`file` text,
	`bytes` integer,
	`sha256` text,
	`items` integer,
	`failed_parts` integer,
	`expires_at` text,
	`extended_at` text,
	`downloaded_at` text,
	`removed_at` text
);
--> statement-breakpoint
CREATE INDEX `export_request` ON `export` (`request_id`,`wanted_at`);--> statement-breakpoint
CREATE INDEX `export_subject` ON `export` (`subject_id`,`wanted_at`);--> statement-breakpoint
CREATE INDEX `export_due` ON `export` (`built_at`,`failed_at`,`cancelled_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `export_expires` ON `export` (`removed_at`,`expires_at`);--> statement-breakpoint
CREATE TABLE `export_part` (
	`id` text PRIMARY KEY NOT NULL,
	`export_id` text NOT NULL,
	`source` text NOT NULL,
	`category` text NOT NULL,
	`expected` integer,
	`found` integer NOT NULL,
	`started_at` text,
	`done_at` text,
	`error` text,
	`left_out` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `export_part_once` ON `export_part` (`export_id`,`source`,`category`);--> statement-breakpoint
CREATE TABLE `mail` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`request_id` text,
	`to` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`html` text NOT NULL,
	`language` text NOT NULL,
	`created_at` text NOT NULL,
	`due_at` text NOT NULL,
	`expires_at` text,
	`attempts` integer NOT NULL,
	`lease_owner` text,
	`lease_until` text,
	`fence` integer NOT NULL,
	`trouble` text,
	`sent_at` text,
	`failed_at` text
);
--> statement-breakpoint
CREATE INDEX `mail_due` ON `mail` (`sent_at`,`failed_at`,`due_at`);