-- AlterTable
ALTER TABLE "Submission" ADD COLUMN     "exchangedAt" TIMESTAMPTZ(3);
