-- What the audit log holds can be added to, never changed (security/rules.md §3.8). A second lock: the first is that no
-- code does it, the third is that signed checkpoints show it.
CREATE FUNCTION inzage_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE FUNCTION inzage_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size < OLD.size OR NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'audit_head only goes forward' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION inzage_append_only();--> statement-breakpoint
CREATE TRIGGER audit_node_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_node FOR EACH STATEMENT EXECUTE FUNCTION inzage_append_only();--> statement-breakpoint
CREATE TRIGGER audit_checkpoint_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION inzage_append_only();--> statement-breakpoint
CREATE TRIGGER audit_payload_no_change BEFORE UPDATE OR TRUNCATE ON audit_payload FOR EACH STATEMENT EXECUTE FUNCTION inzage_append_only();--> statement-breakpoint
CREATE TRIGGER audit_head_only_forward BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION inzage_only_forward();--> statement-breakpoint
CREATE TRIGGER audit_head_no_delete BEFORE DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION inzage_append_only();--> statement-breakpoint
-- Rights as well. An owner could give them back to itself; an operator who wants more makes the tables with one role and
-- runs the program with another (docs/decisions/022-postgres-rights.md).
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_node, audit_checkpoint FROM PUBLIC, CURRENT_USER;--> statement-breakpoint
REVOKE UPDATE, TRUNCATE ON audit_payload FROM PUBLIC, CURRENT_USER;--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON audit_head FROM PUBLIC, CURRENT_USER;
