-- CreateIndex
CREATE INDEX "Submission_leaseUntil_startedAt_idx" ON "Submission"("leaseUntil", "startedAt");
