-- AlterTable
ALTER TABLE "Enrolment" ADD COLUMN     "wasAdded" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "hiddenAt" TIMESTAMPTZ(3);
