-- CreateTable
CREATE TABLE "WorkshopExercise" (
    "slug" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WorkshopExercise_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "Edition" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "note" TEXT,
    "savedById" TEXT,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "facts" JSONB,
    "checkAskedAt" TIMESTAMPTZ(3),
    "checkStartedAt" TIMESTAMPTZ(3),
    "checkSeenAt" TIMESTAMPTZ(3),
    "checkEndedAt" TIMESTAMPTZ(3),
    "checkProgress" JSONB,
    "publishedAt" TIMESTAMPTZ(3),
    "publishedById" TEXT,
    "trustedAt" TIMESTAMPTZ(3),
    "trustedById" TEXT,

    CONSTRAINT "Edition_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "WorkshopExercise_courseId_createdAt_idx" ON "WorkshopExercise"("courseId", "createdAt");

-- CreateIndex
CREATE INDEX "Edition_slug_savedAt_idx" ON "Edition"("slug", "savedAt");

-- CreateIndex
CREATE INDEX "Edition_checkAskedAt_idx" ON "Edition"("checkAskedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Edition_slug_hash_key" ON "Edition"("slug", "hash");

-- AddForeignKey
ALTER TABLE "WorkshopExercise" ADD CONSTRAINT "WorkshopExercise_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Edition" ADD CONSTRAINT "Edition_slug_fkey" FOREIGN KEY ("slug") REFERENCES "WorkshopExercise"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
