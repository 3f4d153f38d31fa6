-- CreateTable
CREATE TABLE "kick_subscription_requests" (
    "broadcaster_user_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "asked_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kick_subscription_requests_pkey" PRIMARY KEY ("broadcaster_user_id","kind","subject")
);

-- CreateIndex
CREATE INDEX "kick_subscription_requests_asked_at_idx" ON "kick_subscription_requests"("asked_at");
