-- The nodes of the tree go to the entry that they end with (docs/decisions/119-nodes-with-their-entry.md): one page of the
-- file in place of three for each change. Dropping a table fires no trigger; the new one gets the same two.
CREATE TABLE `audit_entry_with_nodes` (
	`seq` integer PRIMARY KEY NOT NULL,
	`entry` text NOT NULL,
	`type` text NOT NULL,
	`request` text,
	`ts` text NOT NULL,
	`nodes` blob NOT NULL
);--> statement-breakpoint
INSERT INTO `audit_entry_with_nodes` SELECT e.`seq`, e.`entry`, e.`type`, e.`request`, e.`ts`, coalesce(n.`nodes`, x'')
FROM `audit_entry` e LEFT JOIN (
	SELECT ((`idx` + 1) << `level`) - 1 AS `place`, cast(group_concat(`hash`, '' ORDER BY `level`) AS blob) AS `nodes`
	FROM `audit_node` GROUP BY 1
) n ON n.`place` = e.`seq`;--> statement-breakpoint
DROP TABLE `audit_entry`;--> statement-breakpoint
ALTER TABLE `audit_entry_with_nodes` RENAME TO `audit_entry`;--> statement-breakpoint
CREATE INDEX `audit_entry_request` ON `audit_entry` (`request`,`seq`);--> statement-breakpoint
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;--> statement-breakpoint
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;--> statement-breakpoint
DROP TABLE `audit_node`;
