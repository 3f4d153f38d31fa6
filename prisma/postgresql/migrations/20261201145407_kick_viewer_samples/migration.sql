-- AlterTable
ALTER TABLE "kick_streams" ADD COLUMN     "title" TEXT;

-- CreateTable
CREATE TABLE "kick_viewer_samples" (
    "broadcaster_user_id" BIGINT NOT NULL,
    "from_time" BIGINT NOT NULL,
    "samples" INTEGER NOT NULL,
    "total" BIGINT NOT NULL,
    "peak" INTEGER NOT NULL,

    CONSTRAINT "kick_viewer_samples_pkey" PRIMARY KEY ("broadcaster_user_id","from_time")
);

-- CreateIndex
CREATE INDEX "kick_viewer_samples_from_time_idx" ON "kick_viewer_samples"("from_time");
