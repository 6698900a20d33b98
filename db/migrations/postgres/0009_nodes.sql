-- The nodes of the tree go to the entry that they end with (docs/decisions/119-nodes-with-their-entry.md). The right to
-- change entries is there for this one statement, and gone with the same transaction.
ALTER TABLE "audit_entry" ADD COLUMN "nodes" "bytea";--> statement-breakpoint
GRANT UPDATE ON "audit_entry" TO CURRENT_USER;--> statement-breakpoint
ALTER TABLE "audit_entry" DISABLE TRIGGER audit_entry_no_change;--> statement-breakpoint
UPDATE "audit_entry" e SET "nodes" = coalesce(n."nodes", ''::bytea)
FROM "audit_entry" s LEFT JOIN (
	SELECT (("idx" + 1) << "level"::int) - 1 AS "place", string_agg("hash", ''::bytea ORDER BY "level") AS "nodes"
	FROM "audit_node" GROUP BY 1
) n ON n."place" = s."seq"
WHERE e."seq" = s."seq";--> statement-breakpoint
ALTER TABLE "audit_entry" ENABLE TRIGGER audit_entry_no_change;--> statement-breakpoint
REVOKE UPDATE ON "audit_entry" FROM CURRENT_USER;--> statement-breakpoint
ALTER TABLE "audit_entry" ALTER COLUMN "nodes" SET NOT NULL;--> statement-breakpoint
DROP TABLE "audit_node";
