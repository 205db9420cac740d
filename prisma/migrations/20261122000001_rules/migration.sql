-- What schema.prisma cannot say, written by hand.

-- Audit events are append-only, for everybody who connects.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused; add a row that corrects the earlier one', TG_TABLE_NAME, TG_OP;
END
$$;

CREATE TRIGGER "AuditEvent_append_only"
  BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Whoever follows a submission hears of new events without polling: LISTEN submission_event; the payload is its id.
CREATE FUNCTION "announce_submission_event"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('submission_event', NEW."submissionId");
  RETURN NULL;
END
$$;

CREATE TRIGGER "SubmissionEvent_announce"
  AFTER INSERT ON "SubmissionEvent"
  FOR EACH ROW EXECUTE FUNCTION "announce_submission_event"();

ALTER TABLE "Submission"
  ADD CONSTRAINT "Submission_lane_check" CHECK ("lane" BETWEEN 0 AND 4),
  ADD CONSTRAINT "Submission_seedIndex_check" CHECK ("seedIndex" BETWEEN 0 AND 63),
  ADD CONSTRAINT "Submission_finished_check" CHECK (("finishedAt" IS NULL) = ("verdict" IS NULL)),
  ADD CONSTRAINT "Submission_one_end_check" CHECK ("finishedAt" IS NULL OR "supersededAt" IS NULL);

ALTER TABLE "Assignment"
  ADD CONSTRAINT "Assignment_attemptLimit_check" CHECK ("attemptLimit" > 0),
  ADD CONSTRAINT "Assignment_dates_check" CHECK ("opensAt" < "dueAt");
