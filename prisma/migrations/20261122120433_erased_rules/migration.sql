-- What schema.prisma cannot say about people who are erased, written by hand.

-- JSON without what people wrote about somebody: these fields are null, wherever they stand.
CREATE FUNCTION "without_words"(value jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF jsonb_typeof(value) = 'array' THEN
    RETURN (
      SELECT coalesce(jsonb_agg("without_words"(item) ORDER BY place), '[]')
      FROM jsonb_array_elements(value) WITH ORDINALITY AS one(item, place)
    );
  ELSIF jsonb_typeof(value) = 'object' THEN
    RETURN (
      SELECT coalesce(jsonb_object_agg(
        key,
        CASE WHEN key IN ('reason', 'text', 'section', 'name', 'email')
          THEN 'null' ELSE "without_words"(item) END
      ), '{}')
      FROM jsonb_each(value) AS one(key, item)
    );
  END IF;
  RETURN value;
END
$$;

-- Audit events stay append-only, but for one change: what was written about somebody goes when they are
-- erased. Who did what to whom, and when, and the numbers stay. Everybody who connects is bound by it.
CREATE FUNCTION "refuse_change_but_erasure"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - ARRAY['reason', 'before', 'after'])
      = (to_jsonb(OLD) - ARRAY['reason', 'before', 'after'])
    AND NEW."reason" IS NULL
    AND NEW."before" IS NOT DISTINCT FROM "without_words"(OLD."before")
    AND NEW."after" IS NOT DISTINCT FROM "without_words"(OLD."after")
    AND EXISTS (
      SELECT FROM "User" WHERE "id" = OLD."aboutId" AND "erasedAt" IS NOT NULL
    )
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused; add a row that corrects the earlier one', TG_TABLE_NAME, TG_OP;
END
$$;

DROP TRIGGER "AuditEvent_append_only" ON "AuditEvent";

CREATE TRIGGER "AuditEvent_append_only"
  BEFORE DELETE OR TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "AuditEvent_only_erasure_changes"
  BEFORE UPDATE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_but_erasure"();

-- Whoever is erased stays so, and gets nothing new: not from a request that was on its way meanwhile either,
-- which waits here until the erasure is done.
CREATE FUNCTION "refuse_for_erased"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person text;
  since timestamptz;
BEGIN
  IF TG_TABLE_NAME = 'Message' THEN
    person := NEW."authorId";
  ELSE
    person := NEW."userId";
  END IF;
  SELECT "erasedAt" INTO since FROM "User" WHERE "id" = person FOR KEY SHARE;
  IF since IS NOT NULL THEN
    RAISE EXCEPTION 'user % is erased: nothing new is stored in % for them', person, TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER "Session_none_for_erased" BEFORE INSERT ON "Session"
  FOR EACH ROW EXECUTE FUNCTION "refuse_for_erased"();
CREATE TRIGGER "Account_none_for_erased" BEFORE INSERT ON "Account"
  FOR EACH ROW EXECUTE FUNCTION "refuse_for_erased"();
CREATE TRIGGER "ApiKey_none_for_erased" BEFORE INSERT ON "ApiKey"
  FOR EACH ROW EXECUTE FUNCTION "refuse_for_erased"();
CREATE TRIGGER "Draft_none_for_erased" BEFORE INSERT ON "Draft"
  FOR EACH ROW EXECUTE FUNCTION "refuse_for_erased"();
CREATE TRIGGER "Enrolment_none_for_erased" BEFORE INSERT ON "Enrolment"
  FOR EACH ROW EXECUTE FUNCTION "refuse_for_erased"();
CREATE TRIGGER "Extension_none_for_erased" BEFORE INSERT ON "Extension"
  FOR EACH ROW EXECUTE FUNCTION "refuse_for_erased"();
CREATE TRIGGER "Submission_none_for_erased" BEFORE INSERT ON "Submission"
  FOR EACH ROW EXECUTE FUNCTION "refuse_for_erased"();
CREATE TRIGGER "Message_none_for_erased" BEFORE INSERT ON "Message"
  FOR EACH ROW EXECUTE FUNCTION "refuse_for_erased"();

CREATE FUNCTION "refuse_to_revive"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'user % is erased and stays so', OLD."id";
END
$$;

CREATE TRIGGER "User_erased_stays" BEFORE UPDATE ON "User"
  FOR EACH ROW WHEN (
    OLD."erasedAt" IS NOT NULL
    AND (NEW."name", NEW."email", NEW."image", NEW."isAdmin", NEW."language", NEW."erasedAt")
      IS DISTINCT FROM (OLD."name", OLD."email", OLD."image", OLD."isAdmin", OLD."language", OLD."erasedAt")
  )
  EXECUTE FUNCTION "refuse_to_revive"();
