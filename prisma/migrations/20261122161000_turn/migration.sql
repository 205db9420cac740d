-- DropIndex
DROP INDEX "Submission_finishedAt_supersededAt_lane_queuedAt_idx";

-- AlterTable
ALTER TABLE "Submission" ADD COLUMN     "turn" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "Submission_finishedAt_supersededAt_lane_turn_queuedAt_idx" ON "Submission"("finishedAt", "supersededAt", "lane", "turn", "queuedAt");
